package dev.gossamer.plan;

import dev.gossamer.graph.Op.TransposeConv2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Transposed convolution: output pixels of equal remainders modulo the stride form a sub-picture
 * that is an ordinary convolution of stride 1 with the taps that reach it; each is a pointwise
 * kernel that writes every stride-th row and column of the output.
 */
final class TransposeConvolutionLowering extends AnyLayoutLowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Shape x = task.input(0).shape();
    Reach reach = Reach.of(task);
    return List.of(
        isTiling(task)
            ? natural(x)
            : Layout.planes(x.dim(3), x.dim(1), x.dim(2), reach.above, reach.below, reach.side));
  }

  @Override
  public boolean reads(Task task, int input, Layout layout, Layout output) {
    Reach reach = Reach.of(task);
    return layout.isContiguousInRow()
        && (layout.bandCount() == 1 || isTiling(task))
        && layout.hasBorder(reach.above, reach.below, reach.side);
  }

  @Override
  public boolean writes(Task task, Layout layout) {
    int stride = ((TransposeConv2d) task.op()).stride().width();
    return layout.bandCount() == 1 && (!layout.isPhased() || stride % layout.phases() == 0);
  }

  /** Rows and columns in steps of the stride lie at equal distances only in whole planes. */
  @Override
  public Layout naturalOutput(Task task) {
    Shape y = task.output().shape();
    return Layout.channelsFirst(y.dim(3), y.dim(1), y.dim(2));
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    TransposeConv2d op = (TransposeConv2d) task.op();
    Buffer input = builder.read(task, 0, this);
    Buffer output = builder.write(task.output());
    if (isTiling(task)) {
      lowerTiles(task, builder, input, output);
      return;
    }
    for (int y = 0; y < Math.min(op.stride().height(), op.outHeight()); y++) {
      for (int x = 0; x < Math.min(op.stride().width(), op.outWidth()); x++) {
        lowerPhase(task, builder, input, output, y, x);
      }
    }
  }

  /** Whether every input pixel makes a tile of output pixels of its own. */
  private static boolean isTiling(Task task) {
    TransposeConv2d op = (TransposeConv2d) task.op();
    Shape x = task.input(0).shape();
    Shape k = task.input(1).shape();
    return k.dim(1) == op.stride().height()
        && k.dim(2) == op.stride().width()
        && op.top() == 0
        && op.left() == 0
        && op.outHeight() == x.dim(1) * k.dim(1)
        && op.outWidth() == x.dim(2) * k.dim(2)
        && task.slopes() == null;
  }

  /** One kernel whose rows are the output channels at each place of a tile. */
  private static void lowerTiles(Task task, PlanBuilder builder, Buffer input, Buffer output) {
    Shape k = task.input(1).shape();
    int places = k.dim(1) * k.dim(2);
    int channels = k.dim(3);
    CsrMatrix weights =
        ConvolutionWeights.matrix(ConvolutionWeights.weights(task, builder, 1))
            .reshape(k.dim(0) * places, channels);
    float[] bias = ConvolutionWeights.bias(task, builder, k.dim(0));
    float[] rowBias = new float[weights.rows()];
    int[] outputs = new int[weights.rows()];
    Layout out = output.layout();
    for (int row = 0; row < outputs.length; row++) {
      int place = row % places;
      rowBias[row] = bias[row / places];
      outputs[row] =
          out.offset(row / places, place / k.dim(2), place % k.dim(2)) - out.offset(0, 0, 0);
    }
    int[] planes = new int[channels];
    for (int c = 0; c < channels; c++) {
      planes[c] = c * input.layout().channelStride();
    }
    Layout firsts = out.everyPixel(0, 0, k.dim(1), k.dim(2));
    Buffer view = output.view(output.name(), firsts, 0);
    long macs = (long) firsts.height() * firsts.width() * k.elements();
    boolean flat = input.layout().isFlat();
    builder.step(
        new PointwiseChoice(task, builder, input, view, weights, planes, rowBias, flat, macs)
            .outputs(outputs)
            .step(1, 1, true, false));
  }

  /** The output pixels (i * stride + y, k * stride + x). */
  private static void lowerPhase(
      Task task, PlanBuilder builder, Buffer input, Buffer output, int y, int x) {
    TransposeConv2d op = (TransposeConv2d) task.op();
    Shape k = task.input(1).shape();
    List<Integer> rows = taps(y + op.top(), op.stride().height(), k.dim(1));
    List<Integer> columns = taps(x + op.left(), op.stride().width(), k.dim(2));
    int channels = k.dim(3);
    int[] planes = new int[rows.size() * columns.size() * channels];
    int[] weightColumns = new int[planes.length];
    Layout in = input.layout();
    boolean shifted = false;
    int next = 0;
    for (int ky : rows) {
      for (int kx : columns) {
        int dy = (y + op.top() - ky) / op.stride().height();
        int dx = (x + op.left() - kx) / op.stride().width();
        shifted |= dy != 0 || dx != 0;
        for (int c = 0; c < channels; c++) {
          planes[next] = in.offset(c, dy, dx) - in.offset(0, 0, 0);
          weightColumns[next++] = (ky * k.dim(2) + kx) * channels + c;
        }
      }
    }
    CsrMatrix weights =
        selectColumns(
            ConvolutionWeights.matrix(ConvolutionWeights.weights(task, builder, 1)), weightColumns);
    Layout part = output.layout().everyPixel(y, x, op.stride().height(), op.stride().width());
    Buffer view = output.view(output.name(), part, 0);
    boolean flat =
        !shifted && in.isFlat() && part.height() == in.height() && part.width() == in.width();
    float[] bias = ConvolutionWeights.bias(task, builder, k.dim(0));
    long macs = (long) part.height() * part.width() * planes.length * k.dim(0);
    builder.step(
        new PointwiseChoice(task, builder, input, view, weights, planes, bias, flat, macs)
            .step(1, 1, true, false));
  }

  /** The matrix of some columns, given in ascending order. */
  private static CsrMatrix selectColumns(CsrMatrix matrix, int[] columns) {
    int[] places = new int[matrix.columns()];
    Arrays.fill(places, -1);
    for (int i = 0; i < columns.length; i++) {
      places[columns[i]] = i;
    }
    int[] starts = new int[matrix.rows() + 1];
    int[] indices = new int[matrix.entries()];
    float[] values = new float[matrix.entries()];
    int next = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
        if (places[matrix.column(i)] >= 0) {
          indices[next] = places[matrix.column(i)];
          values[next++] = matrix.value(i);
        }
      }
      starts[row + 1] = next;
    }
    return CsrMatrix.of(
        matrix.rows(),
        columns.length,
        starts,
        Arrays.copyOf(indices, next),
        Arrays.copyOf(values, next));
  }

  /** Taps that are congruent to a position. */
  private static List<Integer> taps(int position, int stride, int kernel) {
    List<Integer> taps = new ArrayList<>();
    for (int tap = position % stride; tap < kernel; tap += stride) {
      taps.add(tap);
    }
    return taps;
  }

  /** How many pixels beyond the input's edges the taps read. */
  private record Reach(int above, int below, int side) {
    static Reach of(Task task) {
      TransposeConv2d op = (TransposeConv2d) task.op();
      Shape x = task.input(0).shape();
      Shape k = task.input(1).shape();
      int[] rows = of(op.stride().height(), op.top(), k.dim(1), op.outHeight(), x.dim(1));
      int[] columns = of(op.stride().width(), op.left(), k.dim(2), op.outWidth(), x.dim(2));
      return new Reach(rows[0], rows[1], Math.max(columns[0], columns[1]));
    }

    private static int[] of(int stride, int before, int kernel, int out, int in) {
      int first = 0;
      int last = in - 1;
      for (int phase = 0; phase < Math.min(stride, out); phase++) {
        int most = (out - 1 - phase) / stride;
        for (int tap : taps(phase + before, stride, kernel)) {
          int shift = (phase + before - tap) / stride;
          first = Math.min(first, shift);
          last = Math.max(last, most + shift);
        }
      }
      return new int[] {-first, last - (in - 1)};
    }
  }
}
