package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import java.util.function.Supplier;

/**
 * Asked before anything whose size the file decides is allocated. A file can name the same megabyte
 * in a thousand places, so bounds on single objects are not enough: only the sum counts.
 */
public final class MemoryBudget {
  private final long total;
  private final long dense;
  private long left;
  private long denseLeft;

  /**
   * @param total bytes of all but dense forms
   * @param dense bytes of the dense forms of sparse weights
   */
  MemoryBudget(long total, long dense) {
    this.total = total;
    this.dense = dense;
    left = total;
    denseLeft = dense;
  }

  /**
   * @param bytes about what will be allocated
   * @param where asked only on failure
   * @throws ModelFormatException if the sum so far exceeds the budget
   */
  public void take(long bytes, Supplier<String> where) {
    if (bytes > left) {
      throw new ModelFormatException(
          "Model needs too much memory",
          where.get(),
          "at most " + total + " bytes for a file of this size",
          (total - left + bytes) + " or more");
    }
    left -= bytes;
  }

  /**
   * As {@link #take}, for the dense form of sparse weights.
   *
   * @throws ModelFormatException if the sum of them exceeds their own budget
   */
  public void takeDense(long bytes, Supplier<String> where) {
    if (bytes > denseLeft) {
      throw new ModelFormatException(
          "Model needs too much memory",
          where.get(),
          "at most " + dense + " bytes for sparse weights made dense",
          (dense - denseLeft + bytes) + " or more");
    }
    denseLeft -= bytes;
  }
}
