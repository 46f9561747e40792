package dev.gossamer.codegen;

import dev.gossamer.plan.PixelMap.Transfer;
import dev.gossamer.wasm.FunctionBuilder;
import java.util.List;

/** Moves vectors or parts of them between accumulators and memory, as a {@link Transfer} says. */
final class Transfers {
  private static final int[] EVEN = {0, 2, 4, 6};
  private static final int[] ODD = {1, 3, 5, 7};
  private static final int[] LOW = {0, 4, 1, 5};
  private static final int[] HIGH = {2, 6, 3, 7};

  private final FunctionBuilder f;

  Transfers(FunctionBuilder f) {
    this.f = f;
  }

  /** Stores what the transfer names of the vectors. */
  void store(Transfer transfer, int pointer, int[] vectors) {
    int vector = vectors[transfer.vector()];
    f.localGet(pointer).localGet(vector);
    if (transfer.pair()) {
      f.localGet(vectors[transfer.vector() + 1]);
      f.i32x4Shuffle(transfer.lane() == 0 ? EVEN : ODD).v128Store(transfer.offset(), 4);
    } else if (transfer.lanes() == 4) {
      f.v128Store(transfer.offset(), 4);
    } else if (transfer.lanes() == 2) {
      f.v128Store64Lane(transfer.offset(), transfer.lane() / 2);
    } else {
      f.v128Store32Lane(transfer.offset(), transfer.lane());
    }
  }

  /**
   * Adds what lies where the transfers would store to, so that a sum can be stored in its place.
   */
  void addAll(List<Transfer> transfers, int pointer, int[] vectors) {
    for (int i = 0; i < transfers.size(); i++) {
      if (transfers.get(i).pair()) {
        addPair(transfers.get(i), transfers.get(i + 1), pointer, vectors);
        i++;
      } else {
        add(transfers.get(i), pointer, vectors);
      }
    }
  }

  private void add(Transfer transfer, int pointer, int[] vectors) {
    int vector = vectors[transfer.vector()];
    f.localGet(vector).localGet(pointer);
    if (transfer.lanes() == 4) {
      f.v128Load(transfer.offset(), 4);
    } else {
      f.v128Const(0, 0);
      if (transfer.lanes() == 2) {
        f.v128Load64Lane(transfer.offset(), transfer.lane() / 2);
      } else {
        f.v128Load32Lane(transfer.offset(), transfer.lane());
      }
    }
    f.f32x4Add().localSet(vector);
  }

  /** Memory split by parity is joined again for two neighbouring vectors. */
  private void addPair(Transfer even, Transfer odd, int pointer, int[] vectors) {
    int first = vectors[even.vector()];
    int second = vectors[even.vector() + 1];
    f.localGet(first).localGet(pointer).v128Load(even.offset(), 4);
    f.localGet(pointer).v128Load(odd.offset(), 4).i32x4Shuffle(LOW);
    f.f32x4Add().localSet(first);
    f.localGet(second).localGet(pointer).v128Load(even.offset(), 4);
    f.localGet(pointer).v128Load(odd.offset(), 4).i32x4Shuffle(HIGH);
    f.f32x4Add().localSet(second);
  }
}
