package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.plan.LoopNest;
import dev.gossamer.plan.WindowKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/** Writes pooling kernels: loops over output pixels, the taps of small windows unrolled. */
final class WindowEmitter implements KernelEmitter<WindowKernel> {
  /** What a body depends on; taps are empty where a table has them. */
  private record Content(
      Pool2d.Kind kind, Activation activation, List<Integer> taps, List<Integer> strides) {}

  private static final int INPUT = 0;
  private static final int TAPS = 1;
  private static final int OUTPUT = 2;

  @Override
  public FunctionHandle emit(Emission emission, WindowKernel kernel) {
    int tapTables = 0;
    for (WindowKernel.Region region : kernel.regions()) {
      tapTables += region.taps().isEmpty() ? 1 : 0;
    }
    int parameters = 2 + kernel.tables() + tapTables;
    return emission.function("windows", parameters, f -> driver(emission, kernel, f));
  }

  private static void driver(Emission emission, WindowKernel kernel, FunctionBuilder f) {
    int[] addresses = new int[3 + kernel.tables()];
    addresses[INPUT] = 0;
    addresses[OUTPUT] = 1;
    for (int i = 0; i < kernel.tables(); i++) {
      addresses[3 + i] = 2 + i;
    }
    int nextTable = 2 + kernel.tables();
    for (WindowKernel.Region region : kernel.regions()) {
      // Inline taps need no table; any address will do.
      addresses[TAPS] = region.taps().isEmpty() ? nextTable++ : 0;
      for (LoopNest nest : region.nests()) {
        Content content =
            new Content(kernel.kind(), kernel.activation(), region.taps(), nest.inner().strides());
        NestFunction.call(
            emission,
            f,
            nest,
            addresses,
            "window",
            content,
            true,
            g -> new Body(emission, g, content));
      }
    }
  }

  private static final class Body implements NestFunction.Body {
    private final FunctionBuilder f;
    private final Content content;
    private final Epilogue epilogue;
    private final int result;
    private final int factor;
    private final int tap;
    private final int count;
    private final int pointer;

    Body(Emission emission, FunctionBuilder f, Content content) {
      this.f = f;
      this.content = content;
      epilogue = new Epilogue(emission, f);
      result = f.local(ValueType.V128);
      factor = f.local(ValueType.V128);
      tap = f.local(ValueType.I32);
      count = f.local(ValueType.I32);
      pointer = f.local(ValueType.I32);
    }

    @Override
    public void start(int[] pointers) {
      if (content.taps.isEmpty()) {
        f.localGet(pointers[TAPS]).v128Load32Splat(4).localSet(factor);
      } else {
        Emission.splat(f, 1f / content.taps.size()).localSet(factor);
      }
    }

    @Override
    public void step(int[] pointers, boolean whole) {
      if (content.taps.isEmpty()) {
        tableTaps(pointers, whole);
      } else {
        inlineTaps(pointers, whole);
      }
      if (content.kind == Pool2d.Kind.AVERAGE) {
        f.localGet(result).localGet(factor).f32x4Mul();
      } else {
        f.localGet(result);
      }
      epilogue.apply(content.activation);
      f.localSet(result);
      Lanes.store(f, pointers[OUTPUT], content.strides.get(OUTPUT), whole, result);
    }

    private void inlineTaps(int[] pointers, boolean whole) {
      int stride = content.strides.get(INPUT);
      for (int i = 0; i < content.taps.size(); i++) {
        Lanes.load(f, pointers[INPUT], content.taps.get(i), stride, whole);
        if (i > 0) {
          f.localGet(result);
          combine();
        }
        f.localSet(result);
      }
    }

    private void tableTaps(int[] pointers, boolean whole) {
      int stride = content.strides.get(INPUT);
      Lanes.load(f, pointers[INPUT], 0, stride, whole).localSet(result);
      f.localGet(pointers[TAPS]).i32Const(12).i32Add().localSet(tap);
      f.localGet(pointers[TAPS]).i32Load(0).i32Const(1).i32Sub().localTee(count);
      f.ifThen(
          () ->
              f.countDown(
                  count,
                  () -> {
                    f.localGet(pointers[INPUT]).localGet(tap).i32Load(0).i32Add().localSet(pointer);
                    Lanes.load(f, pointer, 0, stride, whole).localGet(result);
                    combine();
                    f.localSet(result).increment(tap, 4);
                  }));
    }

    private void combine() {
      if (content.kind == Pool2d.Kind.MAX) {
        f.f32x4Pmax();
      } else {
        f.f32x4Add();
      }
    }
  }
}
