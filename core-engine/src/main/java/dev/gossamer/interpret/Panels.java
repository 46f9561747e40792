package dev.gossamer.interpret;

/**
 * Lays the input pixels that one tap of a window reads side by side, one per output pixel: a panel.
 * With that, every convolution is a product of the weight matrix with panels.
 */
final class Panels {
  private Panels() {}

  /**
   * Fills a panel for output pixels {@code first .. first + count - 1} (row-major over the output
   * plane).
   *
   * @param x holds the input plane from {@code plane} on; pixels outside it read as 0
   */
  static void gather(
      float[] x,
      int plane,
      Window window,
      int kernelY,
      int kernelX,
      int first,
      int count,
      float[] panel) {
    if (window.isPointwise()) {
      System.arraycopy(x, plane + first, panel, 0, count);
      return;
    }
    int y = first / window.outWidth();
    int column = first % window.outWidth();
    int done = 0;
    while (done < count) {
      int run = Math.min(window.outWidth() - column, count - done);
      int inY = y * window.stride().height() - window.top() + kernelY * window.dilation().height();
      int inX =
          column * window.stride().width() - window.left() + kernelX * window.dilation().width();
      if (inY < 0 || inY >= window.inHeight()) {
        zero(panel, done, done + run);
      } else {
        int row = plane + inY * window.inWidth();
        gatherRow(x, row, inX, window.stride().width(), window.inWidth(), panel, done, run);
      }
      done += run;
      column = 0;
      y++;
    }
  }

  /**
   * {@code panel[to + i] = x[row + inX + i * stride]}, 0 where that column is outside 0..inWidth-1.
   */
  private static void gatherRow(
      float[] x, int row, int inX, int stride, int inWidth, float[] panel, int to, int run) {
    int begin = inX >= 0 ? 0 : Math.min(run, (stride - 1 - inX) / stride);
    int end = inX >= inWidth ? begin : Math.min(run, (inWidth - 1 - inX) / stride + 1);
    end = Math.max(begin, end);
    zero(panel, to, to + begin);
    if (stride == 1 && begin < end) {
      System.arraycopy(x, row + inX + begin, panel, to + begin, end - begin);
    } else {
      int from = row + inX + begin * stride;
      for (int i = begin; i < end; i++) {
        panel[to + i] = x[from];
        from += stride;
      }
    }
    zero(panel, to + end, to + run);
  }

  /**
   * The same for a transposed convolution: output pixel y reads input pixel (y + top - kernelY) /
   * stride where that divides evenly and lies inside, 0 elsewhere.
   */
  static void gatherTransposed(
      float[] x,
      int plane,
      Window window,
      int kernelY,
      int kernelX,
      int first,
      int count,
      float[] panel) {
    int y = first / window.outWidth();
    int column = first % window.outWidth();
    int done = 0;
    while (done < count) {
      int run = Math.min(window.outWidth() - column, count - done);
      zero(panel, done, done + run);
      int scaledY = y + window.top() - kernelY;
      int strideY = window.stride().height();
      if (scaledY >= 0 && scaledY % strideY == 0 && scaledY / strideY < window.inHeight()) {
        int row = plane + scaledY / strideY * window.inWidth();
        int scaledX = column + window.left() - kernelX;
        spreadRow(x, row, scaledX, window.stride().width(), window.inWidth(), panel, done, run);
      }
      done += run;
      column = 0;
      y++;
    }
  }

  private static void spreadRow(
      float[] x, int row, int scaledX, int stride, int inWidth, float[] panel, int to, int run) {
    int inX = scaledX <= 0 ? 0 : (scaledX + stride - 1) / stride;
    for (int i = inX * stride - scaledX; i < run && inX < inWidth; i += stride) {
      panel[to + i] = x[row + inX];
      inX++;
    }
  }

  private static void zero(float[] panel, int from, int to) {
    for (int i = from; i < to; i++) {
      panel[i] = 0f;
    }
  }
}
