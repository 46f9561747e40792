package dev.gossamer.sparse;

/**
 * Decodes what published models use: 1x1 and fully connected weights whose last axis is compressed.
 * Their arrays are those of the matrix, so that one loop over the entries checks them; the levels
 * at large take five, and were a tenth of a face model's loading in a fresh browser.
 */
final class TacoRows {
  private TacoRows() {}

  /** Null if the arrays break a rule: {@link TacoCodec} finds out which. */
  static CsrMatrix decode(TacoLevels levels, TacoTensor tensor) {
    int last = levels.count - 1;
    IndexVector segments = tensor.segments().get(last);
    IndexVector indices = tensor.indices().get(last);
    int entries = tensor.values().length();
    if (tensor.segments().size() != levels.count
        || segments.length() != levels.rows + 1
        || indices.length() != entries) {
      return null;
    }
    int[] rowStart = new int[levels.rows + 1];
    segments.copy(0, rowStart.length, rowStart, 0);
    int[] columnIndex = new int[entries];
    indices.copy(0, entries, columnIndex, 0);
    float[] values = new float[entries];
    tensor.values().copy(0, entries, values, 0);
    return CsrMatrix.isValid(levels.columns, rowStart, columnIndex)
        ? new CsrMatrix(levels.rows, levels.columns, rowStart, columnIndex, values)
        : null;
  }
}
