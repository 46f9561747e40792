package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;

/**
 * What the weights of one output pixel are multiplied with: the columns of the layer's matrix, zero
 * where the window reaches over the edge.
 */
public final class Patches {
  private final Shape in;
  private final Shape out;
  private final Shape weights;
  private final Op op;

  public Patches(Node node) {
    in = node.input(0).shape();
    out = node.output().shape();
    weights = node.input(1).shape();
    op = node.op();
  }

  /** Convolutions of one group and fully connected layers: others have no shared columns. */
  public static boolean fits(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> conv.groups() == 1;
      case Op.FullyConnected connected -> true;
      default -> false;
    };
  }

  /** Places at which the weights are applied: output pixels of all pictures, or rows. */
  public int places() {
    return op instanceof Op.FullyConnected
        ? in.elements() / weights.dim(1)
        : out.dim(0) * out.dim(1) * out.dim(2);
  }

  public int columns() {
    return weights.elements() / weights.dim(0);
  }

  /**
   * @param x the layer's input, row-major
   * @param columns receives the columns from index 0 on
   */
  public void gather(float[] x, int place, double[] columns) {
    if (op instanceof Op.Conv2d conv) {
      gather(conv, x, place, columns);
    } else {
      int count = weights.dim(1);
      for (int i = 0; i < count; i++) {
        columns[i] = x[place * count + i];
      }
    }
  }

  private void gather(Op.Conv2d conv, float[] x, int place, double[] columns) {
    int picture = place / (out.dim(1) * out.dim(2));
    int top = place / out.dim(2) % out.dim(1) * conv.stride().height() - conv.padding().top();
    int left = place % out.dim(2) * conv.stride().width() - conv.padding().left();
    int channels = in.dim(3);
    int next = 0;
    for (int ky = 0; ky < weights.dim(1); ky++) {
      int y = top + ky * conv.dilation().height();
      for (int kx = 0; kx < weights.dim(2); kx++) {
        int column = left + kx * conv.dilation().width();
        boolean inside = y >= 0 && y < in.dim(1) && column >= 0 && column < in.dim(2);
        int from = ((picture * in.dim(1) + y) * in.dim(2) + column) * channels;
        for (int channel = 0; channel < channels; channel++) {
          columns[next++] = inside ? x[from + channel] : 0;
        }
      }
    }
  }
}
