package dev.gossamer.interpret;

import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;

/**
 * A window that slides over planes of inHeight x inWidth pixels and makes outHeight x outWidth
 * ones.
 */
record Window(
    int inHeight,
    int inWidth,
    int outHeight,
    int outWidth,
    int kernelHeight,
    int kernelWidth,
    Stride stride,
    Stride dilation,
    int top,
    int left) {

  static Window of(
      Shape in,
      Shape out,
      int kernelHeight,
      int kernelWidth,
      Stride stride,
      Stride dilation,
      Padding padding) {
    return new Window(
        in.dim(1),
        in.dim(2),
        out.dim(1),
        out.dim(2),
        kernelHeight,
        kernelWidth,
        stride,
        dilation,
        padding.top(),
        padding.left());
  }

  int inPixels() {
    return inHeight * inWidth;
  }

  int outPixels() {
    return outHeight * outWidth;
  }

  int taps() {
    return kernelHeight * kernelWidth;
  }

  /** True if the output plane reads exactly the input plane's pixels, in order. */
  boolean isPointwise() {
    return taps() == 1
        && stride.isOne()
        && top == 0
        && left == 0
        && inHeight == outHeight
        && inWidth == outWidth;
  }
}
