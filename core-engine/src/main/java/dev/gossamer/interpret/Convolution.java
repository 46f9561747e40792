package dev.gossamer.interpret;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.TransposeConv2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * Convolutions over all input channels, of any window: pointwise, k x k, grouped, dilated and
 * transposed.
 */
final class Convolution {
  private final Window window;
  private final boolean transposed;
  private final int batches;
  private final int inChannels;
  private final int groups;
  private final Activation activation;
  private final Scratch scratch;
  private final Panels gatherer;

  private Convolution(
      Window window,
      boolean transposed,
      Shape in,
      int groups,
      Activation activation,
      Scratch scratch) {
    this.window = window;
    this.transposed = transposed;
    this.batches = in.dim(0);
    this.inChannels = in.dim(3);
    this.groups = groups;
    this.activation = activation;
    this.scratch = scratch;
    this.gatherer = new Panels(window, scratch);
  }

  static Kernel kernel(Conv2d op, Node node, Preparation preparation) {
    Shape w = node.input(1).shape();
    Shape in = node.input(0).shape();
    Window window =
        Window.of(
            in,
            node.output().shape(),
            w.dim(1),
            w.dim(2),
            op.stride(),
            op.dilation(),
            op.padding());
    return new Convolution(window, false, in, op.groups(), op.activation(), preparation.scratch())
        .kernel(node, preparation);
  }

  static Kernel kernel(TransposeConv2d op, Node node, Preparation preparation) {
    Shape w = node.input(1).shape();
    Shape in = node.input(0).shape();
    Window window =
        new Window(
            in.dim(1),
            in.dim(2),
            op.outHeight(),
            op.outWidth(),
            w.dim(1),
            w.dim(2),
            op.stride(),
            Stride.ONE,
            op.top(),
            op.left());
    return new Convolution(window, true, in, 1, op.activation(), preparation.scratch())
        .kernel(node, preparation);
  }

  private Kernel kernel(Node node, Preparation preparation) {
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    Optional<Preparation.RowMajor> bias = preparation.bias(node);
    Optional<WeightRows> constant = preparation.weightRows(node.input(1));
    if (constant.isPresent()) {
      WeightRows weights = constant.get();
      boolean[] read = weights.columnsRead();
      return memory ->
          run(memory[x], weights, read, bias.map(b -> b.get(memory)).orElse(null), memory[out]);
    }
    Value dynamic = node.input(1);
    Preparation.RowMajor source = preparation.rowMajor(dynamic);
    int rows = dynamic.shape().dim(0);
    int columns = dynamic.shape().elements() / rows;
    return memory -> {
      WeightRows weights = new WeightRows.Dense(rows, columns, source.get(memory));
      float[] biases = bias.map(b -> b.get(memory)).orElse(null);
      run(memory[x], weights, weights.columnsRead(), biases, memory[out]);
    };
  }

  /**
   * @param weights a row per output channel, a column per (kernelY, kernelX, input channel of the
   *     group)
   * @param bias one per output channel, or null
   */
  private void run(float[] x, WeightRows weights, boolean[] read, float[] bias, float[] out) {
    int outChannels = weights.rows();
    int rows = outChannels / groups;
    int columns = weights.columns();
    int length = Scratch.panelLength(columns, window.outPixels());
    float[][] panels = scratch.panels(columns, length);
    for (int batch = 0; batch < batches; batch++) {
      for (int group = 0; group < groups; group++) {
        int firstPlane = batch * inChannels + group * (inChannels / groups);
        for (int first = 0; first < window.outPixels(); first += length) {
          int count = Math.min(length, window.outPixels() - first);
          gather(x, firstPlane, first, count, read, panels);
          int firstRow = group * rows;
          int outPlane = batch * outChannels;
          multiply(weights, firstRow, rows, panels, count, bias, out, outPlane, first);
        }
      }
    }
  }

  private void gather(
      float[] x, int firstPlane, int first, int count, boolean[] read, float[][] panels) {
    int channels = inChannels / groups;
    for (int channel = 0; channel < channels; channel++) {
      int plane = (firstPlane + channel) * window.inPixels();
      if (transposed) {
        gatherer.gatherTransposed(x, plane, first, count, panels, channel, channels, read);
      } else {
        gatherer.gather(x, plane, first, count, panels, channel, channels, read);
      }
    }
  }

  private void multiply(
      WeightRows weights,
      int firstRow,
      int rows,
      float[][] panels,
      int count,
      float[] bias,
      float[] out,
      int outPlane,
      int first) {
    float[] sum = scratch.sum();
    for (int row = firstRow; row < firstRow + rows; row++) {
      Arrays.fill(sum, 0, count, bias == null ? 0f : bias[row]);
      weights.accumulate(row, panels, sum, count);
      Activations.apply(activation, sum, count);
      System.arraycopy(sum, 0, out, (outPlane + row) * window.outPixels() + first, count);
    }
  }
}
