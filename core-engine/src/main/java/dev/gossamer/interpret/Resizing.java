package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Shape;

/**
 * Resizing plane by plane with TFLite's coordinates (reference_ops::ResizeBilinear and
 * ResizeNearestNeighbor), computed in float32 as there, because a rounding decides which pixel is
 * nearest.
 */
final class Resizing {
  private Resizing() {}

  static Kernel kernel(Resize op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Axis vertical = Axis.of(op, in.dim(1), op.outHeight());
    Axis horizontal = Axis.of(op, in.dim(2), op.outWidth());
    int planes = in.dim(0) * in.dim(3);
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    boolean bilinear = op.kind() == Resize.Kind.BILINEAR;
    int inPixels = in.dim(1) * in.dim(2);
    return memory -> {
      for (int plane = 0; plane < planes; plane++) {
        int from = plane * inPixels;
        int to = plane * op.outHeight() * op.outWidth();
        if (bilinear) {
          bilinear(memory[x], from, in.dim(2), vertical, horizontal, memory[out], to);
        } else {
          nearest(memory[x], from, in.dim(2), vertical, horizontal, memory[out], to);
        }
      }
    };
  }

  /**
   * Per output coordinate the two input coordinates it lies between, and how far it is from the
   * lower.
   */
  private record Axis(int[] lower, int[] upper, float[] fraction) {

    static Axis of(Resize op, int in, int out) {
      float scale = op.alignCorners() && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
      return op.kind() == Resize.Kind.BILINEAR
          ? bilinear(op.halfPixelCenters(), scale, in, out)
          : nearest(op.alignCorners(), op.halfPixelCenters(), scale, in, out);
    }

    private static Axis bilinear(boolean halfPixel, float scale, int in, int out) {
      Axis axis = new Axis(new int[out], new int[out], new float[out]);
      for (int i = 0; i < out; i++) {
        float place = halfPixel ? (i + 0.5f) * scale - 0.5f : i * scale;
        axis.lower[i] = Math.max(0, (int) Math.floor(place));
        axis.upper[i] = Math.min(in - 1, (int) Math.ceil(place));
        axis.lower[i] = Math.min(axis.lower[i], in - 1);
        axis.fraction[i] = place - axis.lower[i];
      }
      return axis;
    }

    private static Axis nearest(
        boolean alignCorners, boolean halfPixel, float scale, int in, int out) {
      Axis axis = new Axis(new int[out], new int[out], new float[out]);
      for (int i = 0; i < out; i++) {
        float place = (halfPixel ? i + 0.5f : i) * scale;
        int nearest = (int) Math.floor(alignCorners ? place + 0.5 : place);
        axis.lower[i] = Math.max(0, Math.min(nearest, in - 1));
        axis.upper[i] = axis.lower[i];
      }
      return axis;
    }
  }

  private static void bilinear(
      float[] x, int plane, int width, Axis vertical, Axis horizontal, float[] out, int at) {
    for (int y = 0; y < vertical.lower.length; y++) {
      int above = plane + vertical.lower[y] * width;
      int below = plane + vertical.upper[y] * width;
      float dy = vertical.fraction[y];
      for (int column = 0; column < horizontal.lower.length; column++) {
        int left = horizontal.lower[column];
        int right = horizontal.upper[column];
        float dx = horizontal.fraction[column];
        float top = x[above + left] * (1f - dx) + x[above + right] * dx;
        float bottom = x[below + left] * (1f - dx) + x[below + right] * dx;
        out[at++] = top * (1f - dy) + bottom * dy;
      }
    }
  }

  private static void nearest(
      float[] x, int plane, int width, Axis vertical, Axis horizontal, float[] out, int at) {
    for (int y = 0; y < vertical.lower.length; y++) {
      int row = plane + vertical.lower[y] * width;
      for (int column = 0; column < horizontal.lower.length; column++) {
        out[at++] = x[row + horizontal.lower[column]];
      }
    }
  }
}
