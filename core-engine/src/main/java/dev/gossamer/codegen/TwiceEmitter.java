package dev.gossamer.codegen;

import dev.gossamer.graph.Activation;
import dev.gossamer.plan.Layout;
import dev.gossamer.plan.TwiceKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/**
 * Writes the enlargement to twice the size: two neighbouring input rows make the two output rows
 * between them; outside the picture the edge rows repeat.
 */
final class TwiceEmitter implements KernelEmitter<TwiceKernel> {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int RESIDUAL = 2;

  @Override
  public FunctionHandle emit(Emission emission, TwiceKernel kernel) {
    int parameters = kernel.residual() == null ? 4 : 5;
    return emission.function("twice", parameters, f -> driver(emission, kernel, f));
  }

  private static void driver(Emission emission, TwiceKernel kernel, FunctionBuilder f) {
    Layout in = kernel.input();
    Layout out = kernel.output();
    boolean residual = kernel.residual() != null;
    FunctionHandle rows = Rows.function(emission, in.width() % 4, residual, kernel.activation());
    int from = residual ? 3 : 2;
    int to = from + 1;
    int channel = f.local(ValueType.I32, "channel");
    int row = f.local(ValueType.I32, "row");
    int place = f.local(ValueType.I32, "place");
    int last = f.local(ValueType.I32, "last");
    f.forRange(
        channel,
        0,
        in.channels(),
        1,
        () -> {
          f.localGet(from).localSet(row);
          f.loop(
              next -> {
                // Of row - 1 and row, and of 2 * row - 1 and 2 * row, those that exist.
                least(f.localGet(row).i32Const(1).i32Sub(), place, 0);
                RowAddress.push(f, in, INPUT, channel, place);
                most(f.localGet(row), place, in.height() - 1);
                RowAddress.push(f, in, INPUT, channel, place);
                least(f.localGet(row).i32Const(2).i32Mul().i32Const(1).i32Sub(), place, 0);
                most(f.localGet(row).i32Const(2).i32Mul(), last, out.height() - 1);
                RowAddress.push(f, out, OUTPUT, channel, place);
                RowAddress.push(f, out, OUTPUT, channel, last);
                if (residual) {
                  RowAddress.push(f, kernel.residual(), RESIDUAL, channel, place);
                  RowAddress.push(f, kernel.residual(), RESIDUAL, channel, last);
                }
                f.i32Const((in.width() + 3) / 4 - 1).call(rows);
                f.increment(row, 1).localGet(row).localGet(to).i32LtS().brIf(next);
              });
        });
  }

  /** Pops a row into a local, no less than the bound. */
  private static void least(FunctionBuilder f, int place, int bound) {
    f.localTee(place).i32Const(bound).localGet(place).i32Const(bound).i32GtS();
    f.select().localSet(place);
  }

  /** Pops a row into a local, no more than the bound. */
  private static void most(FunctionBuilder f, int place, int bound) {
    f.localTee(place).i32Const(bound).localGet(place).i32Const(bound).i32LtS();
    f.select().localSet(place);
  }

  /**
   * (upper input row, lower input row, two output rows, the residual's two rows if there is one,
   * whole vectors before the last).
   */
  private static final class Rows {
    private static final int UPPER = 0;
    private static final int LOWER = 1;
    private static final int OUTPUTS = 2;
    private static final int RESIDUALS = 4;

    /** What the code depends on: pixels in the last vector (0 for all four) and the epilogue. */
    private record Key(int rest, boolean residual, Activation activation) {}

    private final Emission emission;
    private final FunctionBuilder f;
    private final Key key;
    private final Epilogue epilogue;
    private final int[] before = new int[2];
    private final int[] here = new int[2];
    private final int[] next = new int[2];
    private final int upper;
    private final int lower;
    private final int even;
    private final int odd;
    private final int quarter;
    private final int threeQuarters;
    private final int count;

    private Rows(Emission emission, FunctionBuilder f, Key key) {
      this.emission = emission;
      this.f = f;
      this.key = key;
      epilogue = new Epilogue(emission, f);
      for (int i = 0; i < 2; i++) {
        before[i] = f.local(ValueType.V128);
        here[i] = f.local(ValueType.V128);
        next[i] = f.local(ValueType.V128);
      }
      upper = f.local(ValueType.V128);
      lower = f.local(ValueType.V128);
      even = f.local(ValueType.V128);
      odd = f.local(ValueType.V128);
      quarter = f.local(ValueType.V128);
      threeQuarters = f.local(ValueType.V128);
      count = key.residual ? 6 : 4;
    }

    static FunctionHandle function(
        Emission emission, int rest, boolean residual, Activation activation) {
      Key key = new Key(rest, residual, activation);
      int parameters = residual ? 7 : 5;
      return emission.shared(
          key,
          () -> emission.function("twiceRows", parameters, f -> new Rows(emission, f, key).emit()));
    }

    private void emit() {
      Emission.splat(f, 0.25f).localSet(quarter);
      Emission.splat(f, 0.75f).localSet(threeQuarters);
      between(0, here);
      for (int i = 0; i < 2; i++) {
        f.localGet(here[i]).localGet(here[i]).i32x4Shuffle(0, 0, 0, 0).localSet(before[i]);
      }
      f.localGet(count);
      f.ifThen(
          () ->
              f.countDown(
                  count,
                  () -> {
                    between(16, next);
                    across(4);
                    for (int i = 0; i < 2; i++) {
                      f.localGet(here[i]).localSet(before[i]);
                      f.localGet(next[i]).localSet(here[i]);
                      f.increment(OUTPUTS + i, 32);
                      if (key.residual) {
                        f.increment(RESIDUALS + i, 32);
                      }
                    }
                    f.increment(UPPER, 16).increment(LOWER, 16);
                  }));
      last();
    }

    /** The values half way down, for both output rows. */
    private void between(int offset, int[] results) {
      f.localGet(UPPER).v128Load(offset, 4).localSet(upper);
      f.localGet(LOWER).v128Load(offset, 4).localSet(lower);
      weighted(upper, lower).localSet(results[0]);
      weighted(lower, upper).localSet(results[1]);
    }

    /** Pushes 3/4 near + 1/4 far. */
    private FunctionBuilder weighted(int near, int far) {
      return emission.multiplyAdd(
          f,
          () -> f.localGet(far),
          () -> f.localGet(quarter),
          () -> f.localGet(near).localGet(threeQuarters).f32x4Mul());
    }

    /** Repeats the last pixel beyond the row's end. */
    private void last() {
      int pixels = key.rest == 0 ? 4 : key.rest;
      int end = pixels - 1;
      for (int i = 0; i < 2; i++) {
        f.localGet(here[i]).localGet(here[i]);
        f.i32x4Shuffle(0, Math.min(1, end), Math.min(2, end), end).localTee(here[i]);
        f.localGet(here[i]).i32x4Shuffle(3, 3, 3, 3).localSet(next[i]);
      }
      across(pixels);
    }

    /** Twice as many results as pixels, in both rows. */
    private void across(int pixels) {
      for (int i = 0; i < 2; i++) {
        f.localGet(before[i]).localGet(here[i]).i32x4Shuffle(3, 4, 5, 6).localSet(upper);
        f.localGet(here[i]).localGet(next[i]).i32x4Shuffle(1, 2, 3, 4).localSet(lower);
        weighted(here[i], upper).localSet(even);
        weighted(here[i], lower).localSet(odd);
        store(i, 0, Math.min(pixels, 2), 0);
        if (pixels > 2) {
          store(i, 16, pixels - 2, 2);
        }
      }
    }

    /** One or two pairs of an even and an odd result. */
    private void store(int row, int offset, int pairs, int lane) {
      f.localGet(even).localGet(odd).i32x4Shuffle(lane, 4 + lane, 1 + lane, 5 + lane);
      if (key.residual) {
        f.localGet(RESIDUALS + row).v128Load(offset, 4).f32x4Add();
      }
      epilogue.apply(key.activation);
      f.localSet(upper).localGet(OUTPUTS + row).localGet(upper);
      if (pairs == 2) {
        f.v128Store(offset, 4);
      } else {
        f.v128Store64Lane(offset, 0);
      }
    }
  }
}
