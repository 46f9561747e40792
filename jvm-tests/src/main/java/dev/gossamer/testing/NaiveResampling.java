package dev.gossamer.testing;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;

/** Pooling and resizing, one output element at a time. */
final class NaiveResampling {
  private NaiveResampling() {}

  static NaiveTensor pool(Op.Pool2d op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          double sum = 0;
          double largest = Double.NEGATIVE_INFINITY;
          int valid = 0;
          for (int ky = 0; ky < op.kernelHeight(); ky++) {
            for (int kx = 0; kx < op.kernelWidth(); kx++) {
              int y = i[1] * op.stride().height() - op.padding().top() + ky;
              int c = i[2] * op.stride().width() - op.padding().left() + kx;
              if (y >= 0 && y < x.dim(1) && c >= 0 && c < x.dim(2)) {
                double value = x.at(i[0], y, c, i[3]);
                sum += value;
                largest = value > largest ? value : largest;
                valid++;
              }
            }
          }
          return op.kind() == Op.Pool2d.Kind.MAX ? largest : sum / valid;
        });
  }

  static NaiveTensor resize(Op.Resize op, NaiveTensor x, Node node) {
    return NaiveTensor.build(
        node.output().shape(),
        i -> {
          if (op.kind() == Op.Resize.Kind.NEAREST_NEIGHBOR) {
            int y = nearest(op, i[1], x.dim(1), op.outHeight());
            int c = nearest(op, i[2], x.dim(2), op.outWidth());
            return x.at(i[0], y, c, i[3]);
          }
          float y = place(op, i[1], x.dim(1), op.outHeight());
          float c = place(op, i[2], x.dim(2), op.outWidth());
          int y0 = clamp((int) Math.floor(y), x.dim(1));
          int y1 = clamp((int) Math.floor(y) + 1, x.dim(1));
          int c0 = clamp((int) Math.floor(c), x.dim(2));
          int c1 = clamp((int) Math.floor(c) + 1, x.dim(2));
          double dy = y - Math.floor(y);
          double dx = c - Math.floor(c);
          return (1 - dy) * (1 - dx) * x.at(i[0], y0, c0, i[3])
              + (1 - dy) * dx * x.at(i[0], y0, c1, i[3])
              + dy * (1 - dx) * x.at(i[0], y1, c0, i[3])
              + dy * dx * x.at(i[0], y1, c1, i[3]);
        });
  }

  /** Coordinates are float32 by definition: a rounding decides which pixel is meant. */
  private static float scale(Op.Resize op, int in, int out) {
    if (op.alignCorners() && out > 1) {
      return (float) (in - 1) / (float) (out - 1);
    }
    return (float) in / (float) out;
  }

  private static float place(Op.Resize op, int i, int in, int out) {
    float scale = scale(op, in, out);
    return op.halfPixelCenters() ? ((float) i + 0.5f) * scale - 0.5f : (float) i * scale;
  }

  private static int nearest(Op.Resize op, int i, int in, int out) {
    float offset = op.halfPixelCenters() ? 0.5f : 0f;
    float place = ((float) i + offset) * scale(op, in, out);
    int whole = (int) place;
    boolean roundsUp = op.alignCorners() && place - whole >= 0.5f;
    return clamp(roundsUp ? whole + 1 : whole, in);
  }

  private static int clamp(int i, int extent) {
    return i < 0 ? 0 : i >= extent ? extent - 1 : i;
  }
}
