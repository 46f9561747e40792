package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.Arrays;

/**
 * Weights and bias of a layer with only the rows of live output channels and the columns of live
 * input channels; what constant inputs contribute goes into the bias.
 */
final class ChannelWeights {
  private final Constant oldWeights;
  private final Constant.Floats oldBias;
  private final int[] rows;
  private final int[] inputs;

  /** New column of each old one; -1 for those that fold into the bias. */
  private final int[] newColumn;

  private final int newColumns;

  /** Per old row, what constant inputs add; 0 where there are none. */
  private final double[] added;

  private boolean dropsNonZeros;
  private boolean addsToBias;

  /**
   * @param rows live output channels, ascending
   * @param inputs live input channels, ascending
   */
  ChannelWeights(Graph graph, Node node, ConstantChannels constants, int[] rows, int[] inputs) {
    oldWeights = graph.constant(node.input(1)).orElseThrow();
    oldBias =
        node.inputs().size() < 3
            ? null
            : (Constant.Floats) graph.constant(node.input(2)).orElseThrow();
    this.rows = rows;
    this.inputs = inputs;
    int channels = ChannelFlow.channels(node.input(0));
    int columns = oldWeights.shape().elements() / oldWeights.shape().dim(0);
    newColumns = columns / channels * inputs.length;
    newColumn = newColumns(columns, channels);
    added = new double[oldWeights.shape().dim(0)];
    boolean[] folds = constants.foldsIntoBias(node);
    if (folds != null) {
      fold(node, constants, folds);
    }
  }

  private void fold(Node node, ConstantChannels constants, boolean[] folds) {
    if (oldWeights instanceof Constant.Floats dense) {
      foldDense(node, constants, folds, dense.floats());
      return;
    }
    WeightCursor cursor = new WeightCursor(oldWeights);
    for (int row : rows) {
      cursor.open(row);
      while (cursor.next()) {
        int channel = cursor.column() % folds.length;
        if (folds[channel]) {
          newColumn[cursor.column()] = -1;
          dropsNonZeros = true;
          added[row] += (double) cursor.weight() * constants.number(node.input(0), channel);
          addsToBias |= added[row] != 0;
        }
      }
    }
  }

  /** Looks at nothing but the columns that fold. */
  private void foldDense(Node node, ConstantChannels constants, boolean[] folds, float[] weights) {
    for (int column = 0; column < newColumn.length; column++) {
      int channel = column % folds.length;
      if (!folds[channel]) {
        continue;
      }
      double number = constants.number(node.input(0), channel);
      boolean any = false;
      for (int row : rows) {
        float weight = weights[row * newColumn.length + column];
        if (weight != 0f) {
          any = true;
          added[row] += weight * number;
          addsToBias |= added[row] != 0;
        }
      }
      if (any) {
        newColumn[column] = -1;
        dropsNonZeros = true;
      }
    }
  }

  private int[] newColumns(int columns, int channels) {
    int[] newChannel = new int[channels];
    Arrays.fill(newChannel, -1);
    for (int i = 0; i < inputs.length; i++) {
      newChannel[inputs[i]] = i;
    }
    int[] result = new int[columns];
    for (int column = 0; column < columns; column++) {
      int channel = newChannel[column % channels];
      result[column] = channel < 0 ? -1 : column / channels * inputs.length + channel;
    }
    return result;
  }

  /** The same constant if nothing is left out. */
  Constant weights() {
    if (!dropsNonZeros
        && rows.length == oldWeights.shape().dim(0)
        && newColumns == newColumn.length) {
      return oldWeights;
    }
    return oldWeights instanceof Constant.Sparse sparse ? sparse(sparse) : dense();
  }

  private Constant dense() {
    float[] old = ((Constant.Floats) oldWeights).floats();
    float[] floats = new float[rows.length * newColumns];
    int[] kept = new int[newColumns];
    int[] placeOfKept = new int[newColumns];
    int count = 0;
    for (int column = 0; column < newColumn.length; column++) {
      if (newColumn[column] >= 0) {
        kept[count] = column;
        placeOfKept[count++] = newColumn[column];
      }
    }
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i] * newColumn.length;
      int to = i * newColumns;
      for (int k = 0; k < count; k++) {
        floats[to + placeOfKept[k]] = old[from + kept[k]];
      }
    }
    return new Constant.Floats(oldWeights.type(), shape(), floats);
  }

  private Constant sparse(Constant.Sparse old) {
    int[] rowStart = new int[rows.length + 1];
    int[] columnIndex = new int[old.matrix().entries()];
    float[] values = new float[old.matrix().entries()];
    int count = 0;
    WeightCursor cursor = new WeightCursor(old);
    for (int i = 0; i < rows.length; i++) {
      cursor.open(rows[i]);
      while (cursor.next()) {
        int column = newColumn[cursor.column()];
        if (column >= 0) {
          columnIndex[count] = column;
          values[count++] = cursor.weight();
        }
      }
      rowStart[i + 1] = count;
    }
    CsrMatrix matrix =
        CsrMatrix.of(
            rows.length,
            newColumns,
            rowStart,
            Arrays.copyOf(columnIndex, count),
            Arrays.copyOf(values, count));
    // Blocks need not divide what is left, so it is stored the plain way.
    return new Constant.Sparse(
        old.type(), shape(), matrix, TacoLayout.lastDimensionCsr(old.shape().rank()));
  }

  private Shape shape() {
    Shape old = oldWeights.shape();
    int[] dims = old.dims();
    dims[0] = rows.length;
    dims[dims.length - 1] = newColumns / (newColumn.length / dims[dims.length - 1]);
    return Shape.of(dims);
  }

  /** Null if there was none and none is needed; the same constant if nothing changes. */
  Constant bias() {
    if (!addsToBias) {
      return oldBias == null || rows.length == oldBias.floats().length
          ? oldBias
          : lastAxis(oldBias, rows);
    }
    float[] floats = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      float bias = oldBias == null ? 0f : oldBias.floats()[rows[i]];
      floats[i] = (float) (bias + added[rows[i]]);
    }
    return new Constant.Floats(DataType.FLOAT32, Shape.of(rows.length), floats);
  }

  /**
   * A constant with only some channels of its last axis; the same constant if these are all, or if
   * it is a scalar without axes.
   *
   * @param kept ascending
   */
  static Constant lastAxis(Constant constant, int[] kept) {
    if (constant.shape().rank() == 0) {
      return constant;
    }
    int channels = constant.shape().dim(-1);
    if (kept.length == channels) {
      return constant;
    }
    float[] old = Constants.floats(constant);
    float[] floats = new float[old.length / channels * kept.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = old[i / kept.length * channels + kept[i % kept.length]];
    }
    return new Constant.Floats(
        constant.type().isFloat() ? constant.type() : DataType.FLOAT32,
        ChannelFlow.withChannels(constant.shape(), kept.length),
        floats);
  }
}
