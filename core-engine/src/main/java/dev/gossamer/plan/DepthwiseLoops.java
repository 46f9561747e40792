package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How one channel of a depthwise convolution is worked through: tiles of some output rows by some
 * vectors of four columns. Holds only what is the same for every channel and every channel count,
 * so that layers that differ in nothing else share their code.
 *
 * @param kernelWidth taps per row
 * @param taps per tap, row by row, the byte offset of its pixel for output (0, 0) from the start of
 *     the channel
 * @param rowStep input bytes from one output row to the next
 * @param lanePitch input bytes from one output column to the next; 4 where vectors can be loaded
 * @param main the tiles along a row, or null for rows narrower than one
 * @param tail a tile from the start of the row for columns that main tiles leave, or null
 * @param folded the last two columns of all rows, or null
 * @param outputOrigin output bytes from the start of the channel to row 0
 * @param outputPitch output bytes from one row of a band to the next
 * @param bands the rows
 */
public record DepthwiseLoops(
    int kernelWidth,
    List<Integer> taps,
    int rowStep,
    int lanePitch,
    Columns main,
    PixelMap tail,
    Fold folded,
    int outputOrigin,
    int outputPitch,
    List<Bands> bands) {
  public DepthwiseLoops {
    taps = List.copyOf(taps);
    bands = List.copyOf(bands);
  }

  /** A step along a row, in bytes of the input and of the output. */
  public record Step(int input, int output) {}

  /**
   * {@code count} tiles side by side.
   *
   * @param last the step before the last tile: shorter than the others where the width is not a
   *     whole number of tiles. The columns done twice cost less than storing lane by lane
   */
  public record Columns(int count, PixelMap map, Step step, Step last) {}

  /**
   * The last two columns where four do not fit: a vector takes two of a row of the upper half and
   * two of a row of the lower half, so that no lane is idle (14 columns: 12.5 % fewer vectors).
   *
   * @param distance input bytes from a row of the upper half to the one of the lower half
   * @param rows the upper half
   */
  public record Fold(PixelMap map, int distance, List<Rows> rows) {
    public Fold {
      rows = List.copyOf(rows);
    }
  }

  /**
   * {@code count} steps, each of {@code perStep} bands of the output. A step of one band has groups
   * of rows; a step of several has one group that takes them all.
   *
   * @param rows rows of each band
   */
  public record Bands(int count, int perStep, int rows, List<Rows> groups) {
    public Bands {
      groups = List.copyOf(groups);
    }
  }

  /** {@code count} tiles of {@code rows} rows each, one below the other. */
  public record Rows(int count, int rows) {}

  /** Rows of the largest tile. */
  public int tileRows() {
    int most = 0;
    for (Bands each : bands) {
      for (Rows group : each.groups()) {
        most = Math.max(most, group.rows());
      }
    }
    return most;
  }

  /** Vectors of the largest tile. */
  public int tileVectors() {
    int most = Math.max(main == null ? 0 : main.map().vectors(), tail == null ? 0 : tail.vectors());
    return Math.max(1, most);
  }

  /** Vectors worked on per channel. */
  public long vectors() {
    long perRow =
        (main == null ? 0 : (long) main.count() * main.map().vectors())
            + (tail == null ? 0 : tail.vectors());
    long vectors = 0;
    for (Bands each : bands) {
      vectors += (long) each.count() * each.perStep() * each.rows() * perRow;
    }
    for (Rows group : folded == null ? List.<Rows>of() : folded.rows()) {
      vectors += (long) group.count() * group.rows();
    }
    return vectors;
  }

  /** Vectors that occur in the code: the instructions for a tap are written that many times. */
  public int codeVectors() {
    int perRow = (main == null ? 0 : main.map().vectors()) + (tail == null ? 0 : tail.vectors());
    int code = 0;
    for (Bands each : bands) {
      for (Rows group : each.groups()) {
        code += group.rows() * perRow;
      }
    }
    for (Rows group : folded == null ? List.<Rows>of() : folded.rows()) {
      code += group.rows();
    }
    return code;
  }

  /** {@code total} rows in the fewest groups of at most {@code most}, as equal as possible. */
  static List<Rows> split(int total, int most) {
    int groups = (total + most - 1) / most;
    int larger = (total + groups - 1) / groups;
    int smaller = groups * larger - total;
    List<Rows> split = new ArrayList<>();
    split.add(new Rows(groups - smaller, larger));
    if (smaller > 0) {
      split.add(new Rows(smaller, larger - 1));
    }
    return split;
  }
}
