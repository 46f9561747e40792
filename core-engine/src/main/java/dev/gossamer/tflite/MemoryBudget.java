package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import java.util.function.Supplier;

/**
 * Asked before anything whose size the file decides is allocated. A file can name the same megabyte
 * in a thousand places, so bounds on single objects are not enough: only the sum counts.
 */
public final class MemoryBudget {
  private final long total;
  private long left;

  MemoryBudget(long total) {
    this.total = total;
    left = total;
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
}
