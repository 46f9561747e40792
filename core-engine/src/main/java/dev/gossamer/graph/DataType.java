package dev.gossamer.graph;

/**
 * Element types a TFLite tensor may have here. Kernels compute in float32; the others are storage
 * or index types.
 */
public enum DataType {
  FLOAT32(4),
  FLOAT16(2),
  INT32(4),
  INT64(8),
  INT16(2),
  INT8(1),
  UINT8(1),
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element in a file. */
  public int bytes() {
    return bytes;
  }

  /** True for FLOAT32 and FLOAT16. */
  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT16;
  }
}
