package dev.gossamer.codegen;

import dev.gossamer.plan.DepthwiseKernel;
import dev.gossamer.wasm.FunctionHandle;

/** Writes the driver of a depthwise convolution: a call of {@link DepthwisePass} per pattern. */
final class DepthwiseEmitter implements KernelEmitter<DepthwiseKernel> {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int STREAM = 2;
  private static final int RESIDUAL = 3;

  @Override
  public FunctionHandle emit(Emission emission, DepthwiseKernel kernel) {
    return emission.function(
        "depthwise",
        kernel.residual() ? 4 : 3,
        f -> {
          for (int p = 0; p < kernel.patterns().size(); p++) {
            FunctionHandle pass =
                DepthwisePass.function(
                    emission,
                    new DepthwisePass.Key(
                        kernel.loops(),
                        kernel.patterns().get(p),
                        kernel.activation(),
                        kernel.slopes(),
                        kernel.residual()));
            int countAt = 4 + 8 * p;
            Runnable call =
                () -> {
                  f.localGet(INPUT).localGet(OUTPUT);
                  f.localGet(STREAM).localGet(STREAM).i32Load(countAt + 4).i32Add();
                  f.localGet(STREAM).i32Load(countAt);
                  f.localGet(STREAM).i32Load(0);
                  if (kernel.residual()) {
                    f.localGet(RESIDUAL);
                  }
                  f.call(pass);
                };
            if (kernel.patterns().size() == 1) {
              call.run();
            } else {
              // A part for a thread need not have channels of every pattern.
              f.localGet(STREAM).i32Load(countAt);
              f.ifThen(call);
            }
          }
        });
  }
}
