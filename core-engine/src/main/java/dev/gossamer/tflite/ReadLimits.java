package dev.gossamer.tflite;

/**
 * What a model may cost before it is refused. The defaults are for files from strangers; raise them
 * for a model of your own that needs more.
 *
 * @param memoryBytes memory that reading the file and one run of it may take, beside what the
 *     file's size allows
 * @param memoryPerFileByte memory allowed for each byte of the file
 * @param denseBytes memory that the dense forms of sparse weights may take, all together, beside
 *     what the file's size allows; the file of weights that are all zero is tiny
 * @param tensors most tensors of the main subgraph
 * @param operators most operators of the main subgraph
 */
public record ReadLimits(
    long memoryBytes, int memoryPerFileByte, long denseBytes, int tensors, int operators) {

  /**
   * 16 MB: the most that activations of the published models take at once is 9 MB
   * (pose_landmark_full), so even a model whose file is nothing but structure has room for them.
   */
  public static final long DEFAULT_MEMORY_BYTES = 16L << 20;

  /**
   * 8: weights stored as half floats and expanded to 32 bits take 2, sparse ones with a column each
   * up to 4, and as much for what is made of them.
   */
  public static final int DEFAULT_MEMORY_PER_FILE_BYTE = 8;

  /**
   * 128 MB, so 32 M weights: sparse kernels do without the dense form, but a rewrite or a dense
   * kernel may need it. The published models have up to 3.4 M.
   */
  public static final long DEFAULT_DENSE_BYTES = 128L << 20;

  /** 16384: published models have up to 600. */
  public static final int DEFAULT_TENSORS = 1 << 14;

  /** 16384: published models have up to 400. */
  public static final int DEFAULT_OPERATORS = 1 << 14;

  /** 8: TFLite's own kernels stop at 5 or 8 dimensions. */
  static final int MAX_RANK = 8;

  /**
   * 32768 pixels, for windows, strides and dilations: larger than any picture, and small enough
   * that the product of two of them fits an int.
   */
  static final int MAX_WINDOW = 1 << 15;

  /** 1024: entries of a constant that becomes an attribute, such as the sizes of a split. */
  static final int MAX_ATTRIBUTE_ENTRIES = 1 << 10;

  public static final ReadLimits DEFAULT =
      new ReadLimits(
          DEFAULT_MEMORY_BYTES,
          DEFAULT_MEMORY_PER_FILE_BYTE,
          DEFAULT_DENSE_BYTES,
          DEFAULT_TENSORS,
          DEFAULT_OPERATORS);

  /** What reading a file of this size and running it may take. */
  MemoryBudget budget(int fileBytes) {
    long perFile = (long) memoryPerFileByte * fileBytes;
    return new MemoryBudget(memoryBytes + perFile, denseBytes + perFile);
  }
}
