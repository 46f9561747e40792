package dev.gossamer.interpret;

import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;

/**
 * Pooling plane by plane; the window is cut at the plane's edges, so padding neither wins nor
 * counts.
 */
final class Pooling {
  private Pooling() {}

  static Kernel kernel(Pool2d op, Node node, Preparation preparation) {
    Shape in = node.input(0).shape();
    Window window =
        Window.of(
            in,
            node.output().shape(),
            op.kernelHeight(),
            op.kernelWidth(),
            op.stride(),
            Stride.ONE,
            op.padding());
    int planes = in.dim(0) * in.dim(3);
    int x = preparation.operand(node.input(0));
    int out = node.output().id();
    return memory -> {
      for (int plane = 0; plane < planes; plane++) {
        plane(
            op.kind(),
            window,
            memory[x],
            plane * window.inPixels(),
            memory[out],
            plane * window.outPixels());
      }
      Activations.apply(op.activation(), memory[out], planes * window.outPixels());
    };
  }

  private static void plane(
      Pool2d.Kind kind, Window window, float[] x, int plane, float[] out, int at) {
    for (int y = 0; y < window.outHeight(); y++) {
      int inY = y * window.stride().height() - window.top();
      int fromY = Math.max(0, inY);
      int toY = Math.min(window.inHeight(), inY + window.kernelHeight());
      for (int column = 0; column < window.outWidth(); column++) {
        int inX = column * window.stride().width() - window.left();
        int fromX = Math.max(0, inX);
        int toX = Math.min(window.inWidth(), inX + window.kernelWidth());
        out[at++] =
            switch (kind) {
              case MAX -> maximum(x, plane, window.inWidth(), fromY, toY, fromX, toX);
              case AVERAGE -> average(x, plane, window.inWidth(), fromY, toY, fromX, toX);
            };
      }
    }
  }

  private static float maximum(
      float[] x, int plane, int width, int fromY, int toY, int fromX, int toX) {
    float best = Float.NEGATIVE_INFINITY;
    for (int y = fromY; y < toY; y++) {
      for (int column = fromX; column < toX; column++) {
        best = Math.max(best, x[plane + y * width + column]);
      }
    }
    return best;
  }

  private static float average(
      float[] x, int plane, int width, int fromY, int toY, int fromX, int toX) {
    float sum = 0f;
    for (int y = fromY; y < toY; y++) {
      for (int column = fromX; column < toX; column++) {
        sum += x[plane + y * width + column];
      }
    }
    return sum / ((toY - fromY) * (toX - fromX));
  }
}
