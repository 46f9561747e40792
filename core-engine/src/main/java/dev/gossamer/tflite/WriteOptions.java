package dev.gossamer.tflite;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.HalfFloat;

/**
 * How {@link TfliteWriter} stores constants.
 *
 * @param weights type of float constants in the file
 * @param sparsity which weights are stored sparsely
 * @param blockRows output channels of a block, 1 for none; where blocks do not divide a weight's
 *     first extent or another storage is smaller, that is taken
 * @param blockColumns input channels of a block, 1 for none; must divide the last extent
 */
public record WriteOptions(Weights weights, Sparsity sparsity, int blockRows, int blockColumns) {

  /** Type of float constants. */
  public enum Weights {
    /** Each as it is in the graph. */
    AS_STORED,
    /** All float32; exact. */
    FLOAT32,
    /**
     * All float16 with a DEQUANTIZE behind each, rounded to nearest even; biases too, because
     * LiteRT.js 2.5.3 computes garbage where sparse halves meet float32 constants. A constant with
     * a finite number beyond 65504 stays as it is.
     */
    FLOAT16
  }

  /** Which weights are sparse. */
  public enum Sparsity {
    /** Those that are in the graph, in the encoding they came in. */
    AS_STORED,
    /** Those of convolutions and fully connected layers that take fewer bytes so. */
    AUTO,
    /** None. */
    OFF
  }

  /** Types stay, weights are sparse where that is smaller. */
  public static final WriteOptions DEFAULT =
      new WriteOptions(Weights.AS_STORED, Sparsity.AUTO, 1, 1);

  /** Every constant as it is in the graph: what was read is written again. */
  public static final WriteOptions AS_STORED =
      new WriteOptions(Weights.AS_STORED, Sparsity.AS_STORED, 1, 1);

  public WriteOptions {
    if (blockRows < 1 || blockColumns < 1) {
      throw new IllegalArgumentException(
          "blocks must be at least 1x1, got " + blockRows + "x" + blockColumns);
    }
  }

  public WriteOptions withWeights(Weights type) {
    return new WriteOptions(type, sparsity, blockRows, blockColumns);
  }

  public WriteOptions withSparsity(Sparsity which) {
    return new WriteOptions(weights, which, blockRows, blockColumns);
  }

  /** Dense inner blocks of rows x columns beside compressed rows: the smaller one is taken. */
  public WriteOptions withBlocks(int rows, int columns) {
    return new WriteOptions(weights, sparsity, rows, columns);
  }

  /**
   * The type in the file of a constant of the graph.
   *
   * @param stored its type in the graph
   * @param floats its elements or entries
   */
  public DataType type(DataType stored, float[] floats) {
    if (!stored.isFloat()) {
      return stored;
    }
    return switch (weights) {
      case AS_STORED -> stored;
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT16 -> fitsHalf(floats) ? DataType.FLOAT16 : stored;
    };
  }

  private static boolean fitsHalf(float[] floats) {
    for (float value : floats) {
      boolean finite = Math.abs(value) <= Float.MAX_VALUE;
      if (finite && Float.isInfinite(HalfFloat.toFloat(HalfFloat.fromFloat(value)))) {
        return false;
      }
    }
    return true;
  }

  boolean hasBlocks() {
    return blockRows > 1 || blockColumns > 1;
  }
}
