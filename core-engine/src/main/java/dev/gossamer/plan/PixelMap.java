package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the vectors of one tile of output pixels are loaded from and stored to, relative to the
 * tile's bases.
 *
 * @param loads per vector of four output pixels, the byte offset of its input vector
 * @param stores how accumulated vectors reach the output; lanes of no pixel are in none of them
 * @param residuals where the residual's vectors lie, from the tile's residual base; empty without a
 *     residual
 */
public record PixelMap(List<Integer> loads, List<Transfer> stores, List<Transfer> residuals) {
  public PixelMap {
    loads = List.of(loads.toArray(new Integer[0]));
    stores = List.copyOf(stores);
    residuals = List.copyOf(residuals);
  }

  /** Without a residual. */
  public PixelMap(List<Integer> loads, List<Transfer> stores) {
    this(loads, stores, List.of());
  }

  /** The same loads, for a pass that stores nothing in the output. */
  public PixelMap loadsOnly() {
    return new PixelMap(loads, List.of(), List.of());
  }

  /**
   * Whether stores are whole vectors with gaps between: their offsets are then read from a table at
   * run time, and one function serves all tiles of a size, wherever the rows of a plane break (200
   * to 130 KB for pose_landmark_full). Stores without gaps are tabled, too, where residuals are:
   * tiles of such layers differ in which of the two have gaps.
   */
  public boolean hasStoreTable() {
    return isWhole(stores) && (hasGaps(stores) || hasResidualTable());
  }

  /** Whether the residual's offsets are read from a table, as those of stores are. */
  public boolean hasResidualTable() {
    return isWhole(residuals) && hasGaps(residuals);
  }

  private static boolean isWhole(List<Transfer> transfers) {
    for (Transfer transfer : transfers) {
      if (transfer.lanes() != 4) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasGaps(List<Transfer> transfers) {
    for (Transfer transfer : transfers) {
      if (transfer.pair() || transfer.offset() != 16 * transfer.vector()) {
        return true;
      }
    }
    return false;
  }

  /** Offsets that are read at run time: those of the stores, then those of the residuals. */
  public List<Integer> tables() {
    List<Integer> offsets = new ArrayList<>();
    for (Transfer transfer : hasStoreTable() ? stores : List.<Transfer>of()) {
      offsets.add(transfer.offset());
    }
    for (Transfer transfer : hasResidualTable() ? residuals : List.<Transfer>of()) {
      offsets.add(transfer.offset());
    }
    return offsets;
  }

  /** The map with tabled offsets left out: what the code of a pass depends on. */
  public PixelMap withoutTables() {
    return new PixelMap(
        loads,
        hasStoreTable() ? withoutOffsets(stores) : stores,
        hasResidualTable() ? withoutOffsets(residuals) : residuals);
  }

  private static List<Transfer> withoutOffsets(List<Transfer> transfers) {
    List<Transfer> plain = new ArrayList<>();
    for (Transfer transfer : transfers) {
      plain.add(new Transfer(transfer.vector(), transfer.lane(), 4, transfer.pair(), 0));
    }
    return plain;
  }

  /** Vectors of four pixels. */
  public int vectors() {
    return loads.size();
  }

  /**
   * A piece of a vector that is stored (or a residual loaded) at once.
   *
   * @param vector index of the vector
   * @param lane first lane
   * @param lanes 4, 2 or 1; with {@code pair}, 4: every second lane of this vector and the next,
   *     from {@code lane} on
   * @param offset byte offset from the tile's output base
   */
  public record Transfer(int vector, int lane, int lanes, boolean pair, int offset) {}

  /**
   * The fewest transfers for vectors whose lanes go to the given offsets.
   *
   * @param lanes four offsets per vector, -1 for a lane that is not stored
   */
  static List<Transfer> transfers(int[] lanes) {
    List<Transfer> transfers = new ArrayList<>();
    int vectors = lanes.length / 4;
    int v = 0;
    while (v < vectors) {
      if (v + 1 < vectors && isSplitPair(lanes, 4 * v)) {
        transfers.add(new Transfer(v, 0, 4, true, lanes[4 * v]));
        transfers.add(new Transfer(v, 1, 4, true, lanes[4 * v + 1]));
        v += 2;
      } else {
        addVector(lanes, v, transfers);
        v++;
      }
    }
    return transfers;
  }

  private static void addVector(int[] lanes, int vector, List<Transfer> transfers) {
    int at = 4 * vector;
    if (isRun(lanes, at, 4)) {
      transfers.add(new Transfer(vector, 0, 4, false, lanes[at]));
      return;
    }
    for (int half = 0; half < 4; half += 2) {
      if (isRun(lanes, at + half, 2)) {
        transfers.add(new Transfer(vector, half, 2, false, lanes[at + half]));
        continue;
      }
      for (int lane = half; lane < half + 2; lane++) {
        if (lanes[at + lane] >= 0) {
          transfers.add(new Transfer(vector, lane, 1, false, lanes[at + lane]));
        }
      }
    }
  }

  private static boolean isRun(int[] lanes, int at, int count) {
    for (int i = 0; i < count; i++) {
      if (lanes[at] < 0 || lanes[at + i] != lanes[at] + 4 * i) {
        return false;
      }
    }
    return true;
  }

  /**
   * Even lanes of two vectors in one run and odd lanes in another: the output is split by parity.
   */
  private static boolean isSplitPair(int[] lanes, int at) {
    for (int i = 0; i < 8; i++) {
      int start = lanes[at + i % 2];
      if (start < 0 || lanes[at + i] != start + 4 * (i / 2)) {
        return false;
      }
    }
    return lanes[at + 1] != lanes[at] + 4;
  }
}
