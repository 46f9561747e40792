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

  /**
   * Stores what the transfers name of the vectors.
   *
   * @param table locals with the offsets, one per transfer; empty to take the transfers' own
   */
  void storeAll(List<Transfer> transfers, int pointer, int[] vectors, int[] table) {
    for (int i = 0; i < transfers.size(); i++) {
      Transfer transfer = transfers.get(i);
      address(pointer, table, i).localGet(vectors[transfer.vector()]);
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
  }

  private FunctionBuilder address(int pointer, int[] table, int transfer) {
    f.localGet(pointer);
    return table.length == 0 ? f : f.localGet(table[transfer]).i32Add();
  }

  /**
   * Adds what lies where the transfers would store to, so that a sum can be stored in its place.
   *
   * @param table as for {@link #storeAll}
   */
  void addAll(List<Transfer> transfers, int pointer, int[] vectors, int[] table) {
    for (int i = 0; i < transfers.size(); i++) {
      if (transfers.get(i).pair()) {
        addPair(transfers, i, pointer, vectors, table);
        i++;
      } else {
        add(transfers.get(i), i, pointer, vectors, table);
      }
    }
  }

  private void add(Transfer transfer, int index, int pointer, int[] vectors, int[] table) {
    int vector = vectors[transfer.vector()];
    f.localGet(vector);
    address(pointer, table, index);
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
  private void addPair(
      List<Transfer> transfers, int index, int pointer, int[] vectors, int[] table) {
    int first = transfers.get(index).vector();
    for (int half = 0; half < 2; half++) {
      int vector = vectors[first + half];
      f.localGet(vector);
      address(pointer, table, index).v128Load(transfers.get(index).offset(), 4);
      address(pointer, table, index + 1).v128Load(transfers.get(index + 1).offset(), 4);
      f.i32x4Shuffle(half == 0 ? LOW : HIGH).f32x4Add().localSet(vector);
    }
  }
}
