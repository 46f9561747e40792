package dev.gossamer.wasm;

/**
 * Limits and element type of a table.
 *
 * <pre>{@code
 * TableType kernels = TableType.of(ValueType.FUNCREF, 8);
 * }</pre>
 *
 * @param element FUNCREF or EXTERNREF
 * @param minimum elements at the start
 * @param maximum elements it may grow to, at least {@code minimum}, or {@link #UNBOUNDED}
 */
public record TableType(ValueType element, int minimum, int maximum) {
  /** No declared maximum. */
  public static final int UNBOUNDED = -1;

  /** Checks the element type and the limits. */
  public TableType {
    if (!element.isReference()) {
      throw new IllegalArgumentException("a table holds FUNCREF or EXTERNREF, not " + element);
    }
    if (minimum < 0) {
      throw new IllegalArgumentException("minimum must be at least 0, got " + minimum);
    }
    if (maximum != UNBOUNDED && maximum < minimum) {
      throw new IllegalArgumentException(
          "maximum must be at least " + minimum + ", got " + maximum);
    }
  }

  /** At least {@code minimum} elements. */
  public static TableType of(ValueType element, int minimum) {
    return new TableType(element, minimum, UNBOUNDED);
  }

  void encode(ByteWriter out) {
    out.u8(element.code).u8(maximum == UNBOUNDED ? 0 : 1).unsigned(minimum);
    if (maximum != UNBOUNDED) {
      out.unsigned(maximum);
    }
  }
}
