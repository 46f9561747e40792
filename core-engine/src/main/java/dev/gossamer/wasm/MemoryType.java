package dev.gossamer.wasm;

/**
 * Limits of a memory, in pages of 64 KiB.
 *
 * <pre>{@code
 * MemoryType growing = MemoryType.of(1);
 * MemoryType bounded = MemoryType.of(1, 256);
 * MemoryType shared = MemoryType.shared(16, 1024);
 * }</pre>
 *
 * @param minimum pages at the start, 0 to 65536
 * @param maximum pages it may grow to, at least {@code minimum}, or {@link #UNBOUNDED}
 * @param shared whether several agents may use it; such a memory needs a maximum
 */
public record MemoryType(int minimum, int maximum, boolean shared) {
  /** No declared maximum. */
  public static final int UNBOUNDED = -1;

  private static final int MAX_PAGES = 65536;

  /** Checks the limits. */
  public MemoryType {
    if (minimum < 0 || minimum > MAX_PAGES) {
      throw new IllegalArgumentException("minimum must be 0..65536 pages, got " + minimum);
    }
    if (maximum != UNBOUNDED && (maximum < minimum || maximum > MAX_PAGES)) {
      throw new IllegalArgumentException(
          "maximum must be " + minimum + "..65536 pages, got " + maximum);
    }
    if (shared && maximum == UNBOUNDED) {
      throw new IllegalArgumentException("a shared memory needs a maximum");
    }
  }

  /** At least {@code minimum} pages. */
  public static MemoryType of(int minimum) {
    return new MemoryType(minimum, UNBOUNDED, false);
  }

  /** {@code minimum} to {@code maximum} pages. */
  public static MemoryType of(int minimum, int maximum) {
    return new MemoryType(minimum, maximum, false);
  }

  /** {@code minimum} to {@code maximum} pages, for several workers. */
  public static MemoryType shared(int minimum, int maximum) {
    return new MemoryType(minimum, maximum, true);
  }

  void encode(ByteWriter out) {
    out.u8((maximum == UNBOUNDED ? 0 : 1) | (shared ? 2 : 0)).unsigned(minimum);
    if (maximum != UNBOUNDED) {
      out.unsigned(maximum);
    }
  }
}
