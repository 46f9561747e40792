package dev.gossamer.codegen;

import dev.gossamer.plan.SoftmaxKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.function.Consumer;

/**
 * Writes softmax: per row the maximum, then exponentials of the distances to it and their sum, then
 * the division.
 */
final class SoftmaxEmitter implements KernelEmitter<SoftmaxKernel> {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int ROWS = 2;
  private static final int EXTENT = 3;

  @Override
  public FunctionHandle emit(Emission emission, SoftmaxKernel kernel) {
    return emission.function("softmax", 4, f -> new Body(emission, f, kernel.beta()).emit());
  }

  private static final class Body {
    private final Emission emission;
    private final FunctionBuilder f;
    private final float beta;
    private final int highest;
    private final int sum;
    private final int value;
    private final int pointer;
    private final int target;
    private final int count;

    Body(Emission emission, FunctionBuilder f, float beta) {
      this.emission = emission;
      this.f = f;
      this.beta = beta;
      highest = f.local(ValueType.V128, "highest");
      sum = f.local(ValueType.V128, "sum");
      value = f.local(ValueType.V128, "value");
      pointer = f.local(ValueType.I32, "pointer");
      target = f.local(ValueType.I32, "target");
      count = f.local(ValueType.I32, "count");
    }

    void emit() {
      f.countDown(
          ROWS,
          () -> {
            findHighest();
            exponentials();
            divide();
            f.localGet(pointer).localSet(INPUT).localGet(target).localSet(OUTPUT);
          });
    }

    private void findHighest() {
      Emission.splat(f, Float.NEGATIVE_INFINITY).localSet(highest);
      f.localGet(INPUT).localSet(pointer);
      // A rest is read as splats: repeating an element does not change the maximum.
      row(
          whole ->
              Lanes.load(f, pointer, 0, whole ? 4 : 0, true)
                  .localGet(highest)
                  .f32x4Max()
                  .localSet(highest));
      join(highest, true);
    }

    private void exponentials() {
      f.v128Const(0, 0).localSet(sum);
      f.localGet(INPUT).localSet(pointer).localGet(OUTPUT).localSet(target);
      row(
          whole -> {
            Lanes.load(f, pointer, 0, 4, whole).localGet(highest).f32x4Sub();
            Emission.splat(f, beta).f32x4Mul();
            f.call(MathFunctions.exp(emission)).localSet(value);
            Lanes.store(f, target, 4, whole, value);
            f.localGet(sum).localGet(value);
            if (!whole) {
              f.v128Const(0xFFFFFFFFL, 0).v128And();
            }
            f.f32x4Add().localSet(sum);
          });
      join(sum, false);
      Emission.splat(f, 1f).localGet(sum).f32x4Div().localSet(sum);
    }

    private void divide() {
      f.localGet(INPUT).localSet(pointer).localGet(OUTPUT).localSet(target);
      row(
          whole -> {
            Lanes.load(f, target, 0, 4, whole).localGet(sum).f32x4Mul().localSet(value);
            Lanes.store(f, target, 4, whole, value);
          });
    }

    /** Runs a body over a row: vectors, then single elements. */
    private void row(Consumer<Boolean> body) {
      f.localGet(EXTENT).i32Const(2).i32ShrU().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> advance(body, true)));
      f.localGet(EXTENT).i32Const(3).i32And().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> advance(body, false)));
    }

    private void advance(Consumer<Boolean> body, boolean whole) {
      body.accept(whole);
      f.increment(pointer, whole ? 16 : 4).increment(target, whole ? 16 : 4);
    }

    private void join(int vector, boolean maximum) {
      for (int[] lanes : new int[][] {{2, 3, 0, 1}, {1, 0, 3, 2}}) {
        f.localGet(vector).localGet(vector).localGet(vector).i32x4Shuffle(lanes);
        if (maximum) {
          f.f32x4Max();
        } else {
          f.f32x4Add();
        }
        f.localSet(vector);
      }
    }
  }
}
