package dev.gossamer.plan;

import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;

/**
 * The pixels one output pixel is computed from: output (y, x) reads input (y * stride - top + ky *
 * dilation, x * stride - left + kx * dilation).
 *
 * @param height taps per column
 * @param width taps per row
 */
record Window(int height, int width, Stride stride, Stride dilation, Padding padding) {

  /** Taps in all. */
  int taps() {
    return height * width;
  }

  /** Rows below the input that the windows of an output of this height reach. */
  private int bottom(Shape input, int outHeight) {
    int lowest =
        (outHeight - 1) * stride.height() - padding.top() + (height - 1) * dilation.height();
    return Math.max(0, lowest - input.dim(1) + 1);
  }

  /** Columns on either side that the windows reach. */
  private int side(Shape input, int outWidth) {
    int rightmost =
        (outWidth - 1) * stride.width() - padding.left() + (width - 1) * dilation.width();
    return Math.max(padding.left(), Math.max(0, rightmost - input.dim(2) + 1));
  }

  /** Planes with the border these windows need, by phases if the stride is not 1. */
  Layout planes(Shape input, Shape output) {
    int bottom = bottom(input, output.dim(1));
    int side = side(input, output.dim(2));
    int c = input.dim(3);
    int h = input.dim(1);
    int w = input.dim(2);
    int phases = stride.width();
    return phases == 1
        ? Layout.planes(c, h, w, padding.top(), bottom, side)
        : Layout.phasePlanes(c, h, w, phases, padding.top(), bottom, (side + phases - 1) / phases);
  }

  /**
   * Whether every pixel these windows reach lies in the layout, and neighbouring windows lie a
   * constant number of bytes apart.
   */
  boolean fits(Layout layout, Shape input, Shape output) {
    int phases = layout.phases();
    int side = side(input, output.dim(2));
    return layout.pixelStride() == 4
        && layout.bandCount() == 1
        && stride.width() % phases == 0
        && layout.hasBorder(
            padding.top(), bottom(input, output.dim(1)), (side + phases - 1) / phases);
  }
}
