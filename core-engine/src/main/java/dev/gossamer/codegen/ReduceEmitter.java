package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.LoopNest;
import dev.gossamer.plan.ReduceKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/** Writes sums and maxima: loops over results around loops over what makes one result. */
final class ReduceEmitter implements KernelEmitter<ReduceKernel> {
  /** What a body depends on. */
  private record Content(
      boolean maximum,
      float factor,
      Activation activation,
      List<LoopNest> reduced,
      boolean alongReduced,
      List<Integer> strides) {}

  @Override
  public FunctionHandle emit(Emission emission, ReduceKernel kernel) {
    int parameters = 2 + kernel.tables();
    int[] addresses = new int[parameters];
    for (int i = 0; i < parameters; i++) {
      addresses[i] = i;
    }
    return emission.function(
        "reduce",
        parameters,
        f -> {
          for (LoopNest nest : kernel.kept()) {
            Content content =
                new Content(
                    kernel.maximum(),
                    kernel.factor(),
                    kernel.activation(),
                    kernel.reduced(),
                    kernel.alongReduced(),
                    nest.inner().strides());
            NestFunction.call(
                emission,
                f,
                nest,
                addresses,
                "reduce",
                content,
                !kernel.alongReduced(),
                g -> new Body(emission, g, content));
          }
        });
  }

  private static final class Body implements NestFunction.Body {
    /** Sums of one vector each have to wait for the one before: four go side by side. */
    private static final int SUMS = 4;

    private final FunctionBuilder f;
    private final Content content;
    private final Epilogue epilogue;
    private final int[] sums = new int[SUMS];

    Body(Emission emission, FunctionBuilder f, Content content) {
      this.f = f;
      this.content = content;
      epilogue = new Epilogue(emission, f);
      for (int i = 0; i < SUMS; i++) {
        sums[i] = f.local(ValueType.V128);
      }
    }

    @Override
    public void step(int[] pointers, boolean whole) {
      int used = content.alongReduced ? SUMS : 1;
      for (int i = 0; i < used; i++) {
        float start = content.maximum ? Float.NEGATIVE_INFINITY : 0f;
        Emission.splat(f, start).localSet(sums[i]);
      }
      for (LoopNest nest : content.reduced) {
        int pointer = f.local(ValueType.I32);
        f.localGet(pointers[0]).i32Const(nest.bases().get(0)).i32Add().localSet(pointer);
        loops(nest, 0, pointer, whole);
        f.release(pointer);
      }
      if (content.alongReduced) {
        joinLanes();
      }
      f.localGet(sums[0]);
      if (content.factor != 1f) {
        Emission.splat(f, content.factor).f32x4Mul();
      }
      epilogue.apply(content.activation);
      f.localSet(sums[0]);
      Lanes.store(f, pointers[1], content.strides.get(1), whole, sums[0]);
    }

    private void loops(LoopNest nest, int level, int pointer, boolean whole) {
      LoopNest.Loop loop = nest.loops().get(level);
      boolean last = level == nest.loops().size() - 1;
      int own = f.local(ValueType.I32);
      f.localGet(pointer).localSet(own);
      if (last && content.alongReduced) {
        along(loop, own);
      } else {
        int count = f.local(ValueType.I32);
        f.i32Const(loop.extent()).localSet(count);
        f.countDown(
            count,
            () -> {
              if (last) {
                Lanes.load(f, own, 0, content.strides.get(0), whole);
                into(0);
              } else {
                loops(nest, level + 1, own, whole);
              }
              f.increment(own, loop.strides().get(0));
            });
        f.release(count);
      }
      f.release(own);
    }

    /** All elements of one loop, as vectors. */
    private void along(LoopNest.Loop loop, int pointer) {
      int stride = loop.strides().get(0);
      int vectors = loop.extent() / 4;
      if (vectors / SUMS > 0) {
        int count = f.local(ValueType.I32);
        f.i32Const(vectors / SUMS).localSet(count);
        f.countDown(
            count,
            () -> {
              for (int i = 0; i < SUMS; i++) {
                Lanes.load(f, pointer, 4 * stride * i, stride, true);
                into(i);
              }
              f.increment(pointer, 4 * stride * SUMS);
            });
        f.release(count);
      }
      for (int i = 0; i < vectors % SUMS; i++) {
        Lanes.load(f, pointer, 4 * stride * i, stride, true);
        into(i);
      }
      f.increment(pointer, 4 * stride * (vectors % SUMS));
      for (int i = 0; i < loop.extent() % 4; i++) {
        // For a maximum, all lanes repeat the element; in a sum, three of them are zero.
        Lanes.load(f, pointer, stride * i, 0, content.maximum);
        into(i);
      }
    }

    private void into(int sum) {
      f.localGet(sums[sum]);
      combine();
      f.localSet(sums[sum]);
    }

    private void joinLanes() {
      for (int i = 1; i < SUMS; i++) {
        f.localGet(sums[i]);
        into(0);
      }
      for (int[] lanes : new int[][] {{2, 3, 0, 1}, {1, 0, 3, 2}}) {
        f.localGet(sums[0]).localGet(sums[0]).i32x4Shuffle(lanes);
        into(0);
      }
    }

    private void combine() {
      if (content.maximum) {
        f.f32x4Pmax();
      } else {
        f.f32x4Add();
      }
    }
  }
}
