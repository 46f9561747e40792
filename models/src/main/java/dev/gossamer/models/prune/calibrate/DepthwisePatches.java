package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;

/**
 * What the weights of one output pixel of a depthwise convolution are multiplied with: laid out as
 * the weights are (a row per tap, a column per output channel), zero where the window reaches over
 * the edge.
 */
public final class DepthwisePatches {
  private final Shape in;
  private final Shape out;
  private final Shape weights;
  private final Op.DepthwiseConv2d op;

  /**
   * @throws ClassCastException if the node is no depthwise convolution
   */
  public DepthwisePatches(Node node) {
    in = node.input(0).shape();
    out = node.output().shape();
    weights = node.input(1).shape();
    op = (Op.DepthwiseConv2d) node.op();
  }

  /** Places at which the weights are applied: output pixels of all pictures. */
  public int places() {
    return out.dim(0) * out.dim(1) * out.dim(2);
  }

  /** Taps of the window. */
  public int taps() {
    return weights.dim(1) * weights.dim(2);
  }

  /** Output channels. */
  public int channels() {
    return weights.dim(3);
  }

  /**
   * @param x the layer's input, row-major
   * @param elements receives taps x channels, row-major
   */
  public void gather(float[] x, int place, double[] elements) {
    int picture = place / (out.dim(1) * out.dim(2));
    int top = place / out.dim(2) % out.dim(1) * op.stride().height() - op.padding().top();
    int left = place % out.dim(2) * op.stride().width() - op.padding().left();
    int next = 0;
    for (int ky = 0; ky < weights.dim(1); ky++) {
      int y = top + ky * op.dilation().height();
      for (int kx = 0; kx < weights.dim(2); kx++) {
        int column = left + kx * op.dilation().width();
        boolean inside = y >= 0 && y < in.dim(1) && column >= 0 && column < in.dim(2);
        int from = ((picture * in.dim(1) + y) * in.dim(2) + column) * in.dim(3);
        for (int channel = 0; channel < channels(); channel++) {
          elements[next++] = inside ? x[from + channel / op.multiplier()] : 0;
        }
      }
    }
  }
}
