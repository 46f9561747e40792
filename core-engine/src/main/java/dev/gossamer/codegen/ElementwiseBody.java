package dev.gossamer.codegen;

import dev.gossamer.plan.LoopNest;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/** Elementwise computation along one loop, each operand with a stride of its own. */
final class ElementwiseBody implements NestFunction.Body {
  /** What it depends on. */
  private record Content(Computation computation, List<Integer> strides) {}

  private final FunctionBuilder f;
  private final List<Integer> strides;
  private final Computation.Emitter computation;
  private final int[] vectors;
  private final int result;

  private ElementwiseBody(Emission emission, FunctionBuilder f, Content content) {
    this.f = f;
    strides = content.strides;
    computation = new Computation.Emitter(emission, f, content.computation);
    vectors = new int[content.computation.inputs()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = f.local(ValueType.V128);
    }
    result = f.local(ValueType.V128);
  }

  static void call(
      Emission emission,
      FunctionBuilder f,
      Computation computation,
      LoopNest nest,
      int[] addresses) {
    Content content = new Content(computation, nest.inner().strides());
    NestFunction.call(
        emission,
        f,
        nest,
        addresses,
        computation.formula().label(),
        content,
        true,
        g -> new ElementwiseBody(emission, g, content));
  }

  @Override
  public void start(int[] pointers) {
    for (int i = 0; i < vectors.length; i++) {
      if (strides.get(i) == 0) {
        f.localGet(pointers[i]).v128Load32Splat(0, 4).localSet(vectors[i]);
      }
    }
  }

  @Override
  public void step(int[] pointers, boolean whole) {
    for (int i = 0; i < vectors.length; i++) {
      if (strides.get(i) != 0) {
        Lanes.load(f, pointers[i], 0, strides.get(i), whole).localSet(vectors[i]);
      }
    }
    computation.push(vectors).localSet(result);
    int output = vectors.length;
    Lanes.store(f, pointers[output], strides.get(output), whole, result);
  }
}
