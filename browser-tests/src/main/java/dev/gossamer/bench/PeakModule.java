package dev.gossamer.bench;

import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;

/**
 * A module that does nothing but fused multiply-adds between registers: what no kernel can exceed.
 */
final class PeakModule {
  /** Enough to hide the latency (4 cycles, 2 pipes), few enough for 16 registers. */
  private static final int CHAINS = 12;

  private static final int UNROLL = 4;
  private static final int LANES = 4;

  /** Floating-point operations of one pass: a multiply-add is two. */
  static final long OPERATIONS_PER_PASS = 2L * LANES * CHAINS * UNROLL;

  private PeakModule() {}

  /** Exports {@code multiply(passes) -> f32}; at least one pass. */
  static byte[] bytes() {
    ModuleBuilder module = new ModuleBuilder();
    FunctionHandle multiply =
        module.function(
            "multiply",
            FunctionType.of(ValueType.I32).returning(ValueType.F32),
            f -> {
              int factor = f.local(ValueType.V128, "factor");
              int addend = f.local(ValueType.V128, "addend");
              int[] sums = new int[CHAINS];
              // x -> 0.5 x + 1 stays near 2, and no chain equals another.
              f.f32Const(0.5f).f32x4Splat().localSet(factor);
              f.f32Const(1f).f32x4Splat().localSet(addend);
              for (int i = 0; i < CHAINS; i++) {
                sums[i] = f.local(ValueType.V128, "sum" + i);
                f.f32Const(i).f32x4Splat().localSet(sums[i]);
              }
              f.countDown(
                  0,
                  () -> {
                    for (int i = 0; i < CHAINS * UNROLL; i++) {
                      int sum = sums[i % CHAINS];
                      f.localGet(sum).localGet(factor).localGet(addend);
                      f.f32x4RelaxedMadd().localSet(sum);
                    }
                  });
              f.localGet(sums[0]);
              for (int i = 1; i < CHAINS; i++) {
                f.localGet(sums[i]).f32x4Add();
              }
              f.f32x4ExtractLane(0);
            });
    module.export("multiply", multiply);
    return module.toBytes();
  }
}
