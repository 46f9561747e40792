package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Shape;
import java.util.Arrays;
import java.util.Optional;

/** Depthwise convolution: output channel c * multiplier + m reads input channel c alone. */
final class DepthwiseConvolution {
  private DepthwiseConvolution() {}

  static Kernel kernel(DepthwiseConv2d op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Shape w = node.input(1).shape();
    Window window =
        Window.of(
            in,
            node.output().shape(),
            w.dim(1),
            w.dim(2),
            op.stride(),
            op.dilation(),
            op.padding());
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    Preparation.RowMajor weights = preparation.rowMajor(node.input(1));
    Optional<Preparation.RowMajor> bias = preparation.bias(node);
    float[] byChannel = new float[w.elements()];
    boolean constant = preparation.constant(node.input(1)).isPresent();
    if (constant) {
      transpose(weights.get(null), window.taps(), w.dim(3), byChannel);
    }
    return memory -> {
      if (!constant) {
        transpose(weights.get(memory), window.taps(), w.dim(3), byChannel);
      }
      float[] biases = bias.map(b -> b.get(memory)).orElse(null);
      run(op, window, in, memory[x], byChannel, biases, memory[out], preparation.scratch());
    };
  }

  /** [taps, channels] to [channels, taps]. */
  private static void transpose(float[] weights, int taps, int channels, float[] byChannel) {
    for (int tap = 0; tap < taps; tap++) {
      for (int channel = 0; channel < channels; channel++) {
        byChannel[channel * taps + tap] = weights[tap * channels + channel];
      }
    }
  }

  private static void run(
      DepthwiseConv2d op,
      Window window,
      Shape in,
      float[] x,
      float[] weights,
      float[] bias,
      float[] out,
      Scratch scratch) {
    int taps = window.taps();
    int outChannels = in.dim(3) * op.multiplier();
    int length = Scratch.panelLength(taps, window.outPixels());
    float[][] panels = scratch.panels(taps, length);
    float[] sum = scratch.sum();
    Panels gatherer = new Panels(window, scratch);
    boolean[] all = new boolean[taps];
    Arrays.fill(all, true);
    for (int plane = 0; plane < in.dim(0) * in.dim(3); plane++) {
      for (int first = 0; first < window.outPixels(); first += length) {
        int count = Math.min(length, window.outPixels() - first);
        gatherer.gather(x, plane * window.inPixels(), first, count, panels, 0, 1, all);
        for (int m = 0; m < op.multiplier(); m++) {
          int outPlane = plane * op.multiplier() + m;
          int channel = outPlane % outChannels;
          Arrays.fill(sum, 0, count, bias == null ? 0f : bias[channel]);
          Accumulate.consecutive(sum, panels, 0, weights, channel * taps, taps, count);
          Activations.apply(op.activation(), sum, count);
          System.arraycopy(sum, 0, out, outPlane * window.outPixels() + first, count);
        }
      }
    }
  }
}
