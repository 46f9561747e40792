package dev.gossamer.codegen;

import dev.gossamer.plan.Layout;
import dev.gossamer.plan.RelayoutKernel;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;

/**
 * Copies an activation between layouts: rows as vectors where both sides are contiguous, else
 * element by element.
 */
final class RelayoutEmitter implements KernelEmitter<RelayoutKernel> {
  @Override
  public FunctionHandle emit(Emission emission, RelayoutKernel kernel) {
    return emission.function("relayout", 2, f -> new Body(f, kernel.from(), kernel.to()).emit());
  }

  private static final class Body {
    private final FunctionBuilder f;
    private final Layout from;
    private final Layout to;
    private final int channel;
    private final int row;
    private final int column;
    private final int source;
    private final int target;

    Body(FunctionBuilder f, Layout from, Layout to) {
      this.f = f;
      this.from = from;
      this.to = to;
      channel = f.local(ValueType.I32, "channel");
      row = f.local(ValueType.I32, "row");
      column = f.local(ValueType.I32, "column");
      source = f.local(ValueType.I32, "source");
      target = f.local(ValueType.I32, "target");
    }

    void emit() {
      f.forRange(
          channel,
          0,
          from.channels(),
          1,
          () -> f.forRange(row, 0, from.height(), 1, this::copyRow));
    }

    private void copyRow() {
      RowAddress.push(f, from, 0, channel, row);
      f.localSet(source);
      RowAddress.push(f, to, 1, channel, row);
      f.localSet(target);
      boolean vectors = from.isContiguousInRow() && to.isContiguousInRow();
      int whole = vectors ? from.width() / 4 * 4 : 0;
      f.forRange(
          column,
          0,
          whole,
          4,
          () -> {
            f.localGet(target).localGet(source).v128Load(0, 4).v128Store(0, 4);
            f.increment(source, 16).increment(target, 16);
          });
      int step = lcm(from.phases(), to.phases());
      int rest = from.width() - whole;
      f.forRange(
          column,
          0,
          rest / step * step,
          step,
          () -> {
            copyElements(step);
            f.increment(source, from.offset(0, 0, step) - from.offset(0, 0, 0));
            f.increment(target, to.offset(0, 0, step) - to.offset(0, 0, 0));
          });
      copyElements(rest % step);
    }

    private void copyElements(int count) {
      for (int i = 0; i < count; i++) {
        f.localGet(target).localGet(source);
        f.f32Load(from.offset(0, 0, i) - from.offset(0, 0, 0));
        f.f32Store(to.offset(0, 0, i) - to.offset(0, 0, 0));
      }
    }

    private static int lcm(int a, int b) {
      int multiple = a;
      while (multiple % b != 0) {
        multiple += a;
      }
      return multiple;
    }
  }
}
