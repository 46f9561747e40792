package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.ElementwiseKernel;
import dev.gossamer.plan.Formula;
import dev.gossamer.plan.LoopNest;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.List;

/** Writes elementwise kernels: a driver that calls shared loops. */
final class ElementwiseEmitter implements KernelEmitter<ElementwiseKernel> {
  /** What a body depends on. */
  private record Content(
      Formula formula,
      boolean residual,
      Activation activation,
      boolean slopes,
      List<Integer> strides) {}

  @Override
  public FunctionHandle emit(Emission emission, ElementwiseKernel kernel) {
    int parameters = kernel.placed() + kernel.tables();
    int[] addresses = new int[parameters];
    for (int i = 0; i < parameters; i++) {
      addresses[i] = i;
    }
    return emission.function(
        "elementwise",
        parameters,
        f -> {
          for (LoopNest nest : kernel.nests()) {
            if (TransposeTiles.emit(emission, f, kernel, nest, addresses)) {
              continue;
            }
            Content content =
                new Content(
                    kernel.formula(),
                    kernel.residual(),
                    kernel.activation(), kernel.slopes(), nest.inner().strides());
            NestFunction.call(
                emission,
                f,
                nest,
                addresses,
                kernel.formula().label(),
                content,
                true,
                g -> new Body(emission, g, content));
          }
        });
  }

  /** A copy without tiles. */
  static void callPlainCopy(Emission emission, FunctionBuilder f, LoopNest nest, int[] addresses) {
    Content content =
        new Content(new Formula.Copy(), false, Activation.NONE, false, nest.inner().strides());
    NestFunction.call(
        emission, f, nest, addresses, "copy", content, true, g -> new Body(emission, g, content));
  }

  private static final class Body implements NestFunction.Body {
    private final FunctionBuilder f;
    private final Content content;
    private final FormulaEmitter formulas;
    private final Epilogue epilogue;
    private final int[] vectors;
    private final int result;

    Body(Emission emission, FunctionBuilder f, Content content) {
      this.f = f;
      this.content = content;
      formulas = new FormulaEmitter(emission, f);
      epilogue = new Epilogue(emission, f);
      vectors = new int[content.strides.size() - 1];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = f.local(ValueType.V128);
      }
      result = f.local(ValueType.V128);
    }

    @Override
    public void start(int[] pointers) {
      for (int i = 0; i < vectors.length; i++) {
        if (content.strides.get(i) == 0) {
          f.localGet(pointers[i]).v128Load32Splat(0, 4).localSet(vectors[i]);
        }
      }
    }

    @Override
    public void step(int[] pointers, boolean whole) {
      for (int i = 0; i < vectors.length; i++) {
        int stride = content.strides.get(i);
        if (stride != 0) {
          Lanes.load(f, pointers[i], 0, stride, whole).localSet(vectors[i]);
        }
      }
      formulas.push(content.formula, vectors);
      if (content.residual) {
        f.localGet(vectors[content.formula.inputs()]).f32x4Add();
      }
      if (content.slopes) {
        epilogue.prelu(vectors[vectors.length - 1]);
      } else {
        epilogue.apply(content.activation);
      }
      f.localSet(result);
      int output = vectors.length;
      Lanes.store(f, pointers[output], content.strides.get(output), whole, result);
    }
  }
}
