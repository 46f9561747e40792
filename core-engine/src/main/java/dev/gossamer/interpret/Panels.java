package dev.gossamer.interpret;

import java.util.Arrays;

/**
 * Lays the input pixels that one tap of a window reads side by side, one per output pixel: a panel.
 * With that, every convolution is a product of the weight matrix with panels. Pixels outside the
 * input plane read as 0.
 */
final class Panels {
  private final Scratch scratch;
  private final Window window;

  Panels(Window window, Scratch scratch) {
    this.window = window;
    this.scratch = scratch;
  }

  /**
   * Fills the panels of one input plane for output pixels {@code first .. first + count - 1}
   * (row-major over the output plane). Tap t goes to panel {@code at + t * step}.
   *
   * @param x holds the input plane from {@code plane} on
   * @param read which panels are wanted
   */
  void gather(
      float[] x,
      int plane,
      int first,
      int count,
      float[][] panels,
      int at,
      int step,
      boolean[] read) {
    if (window.isPointwise()) {
      if (read[at]) {
        System.arraycopy(x, plane + first, panels[at], 0, count);
      }
      return;
    }
    for (int kernelX = 0; kernelX < window.kernelWidth(); kernelX++) {
      for (int phase = 0; phase < window.stride().height(); phase++) {
        gatherPhase(x, plane, first, count, panels, at, step, read, kernelX, phase);
      }
    }
  }

  /**
   * Taps of one column whose rows fall together modulo the stride differ by whole output rows: they
   * are cut from one strip. That saves four of five passes over short rows for a 5x5 window.
   */
  private void gatherPhase(
      float[] x,
      int plane,
      int first,
      int count,
      float[][] panels,
      int at,
      int step,
      boolean[] read,
      int kernelX,
      int phase) {
    int strideY = window.stride().height();
    int dilationY = window.dilation().height();
    int deepest = -1;
    for (int kernelY = 0; kernelY < window.kernelHeight(); kernelY++) {
      boolean wanted = read[at + (kernelY * window.kernelWidth() + kernelX) * step];
      if (wanted && kernelY * dilationY % strideY == phase) {
        deepest = kernelY * dilationY / strideY;
      }
    }
    if (deepest < 0) {
      return;
    }
    int firstRow = first / window.outWidth();
    int rows = (first + count - 1) / window.outWidth() - firstRow + 1 + deepest;
    float[] strip = scratch.strip(rows * window.outWidth());
    gatherStrip(x, plane, kernelX, firstRow * strideY - window.top() + phase, rows, strip);
    int skipped = first - firstRow * window.outWidth();
    for (int kernelY = 0; kernelY < window.kernelHeight(); kernelY++) {
      int panel = at + (kernelY * window.kernelWidth() + kernelX) * step;
      if (read[panel] && kernelY * dilationY % strideY == phase) {
        int from = kernelY * dilationY / strideY * window.outWidth() + skipped;
        System.arraycopy(strip, from, panels[panel], 0, count);
      }
    }
  }

  /** Rows of output width, read from every stride-th input row. */
  private void gatherStrip(
      float[] x, int plane, int kernelX, int firstInY, int rows, float[] strip) {
    int width = window.outWidth();
    int inX = kernelX * window.dilation().width() - window.left();
    for (int row = 0; row < rows; row++) {
      int inY = firstInY + row * window.stride().height();
      if (inY < 0 || inY >= window.inHeight()) {
        Arrays.fill(strip, row * width, row * width + width, 0f);
      } else {
        gatherRow(x, plane + inY * window.inWidth(), inX, strip, row * width, width);
      }
    }
  }

  /**
   * {@code strip[to + i] = x[row + inX + i * stride]}, 0 where that column is outside 0..inWidth-1.
   */
  private void gatherRow(float[] x, int row, int inX, float[] strip, int to, int width) {
    int stride = window.stride().width();
    int inWidth = window.inWidth();
    int begin = inX >= 0 ? 0 : Math.min(width, (stride - 1 - inX) / stride);
    int end = inX >= inWidth ? begin : Math.min(width, (inWidth - 1 - inX) / stride + 1);
    end = Math.max(begin, end);
    for (int i = 0; i < begin; i++) {
      strip[to + i] = 0f;
    }
    if (stride == 1 && begin < end) {
      System.arraycopy(x, row + inX + begin, strip, to + begin, end - begin);
    } else {
      int from = row + inX + begin * stride;
      for (int i = begin; i < end; i++) {
        strip[to + i] = x[from];
        from += stride;
      }
    }
    for (int i = end; i < width; i++) {
      strip[to + i] = 0f;
    }
  }

  /**
   * The same for a transposed convolution: output pixel y reads input pixel (y + top - kernelY) /
   * stride where that divides evenly and lies inside.
   */
  void gatherTransposed(
      float[] x,
      int plane,
      int first,
      int count,
      float[][] panels,
      int at,
      int step,
      boolean[] read) {
    int tap = 0;
    for (int kernelY = 0; kernelY < window.kernelHeight(); kernelY++) {
      for (int kernelX = 0; kernelX < window.kernelWidth(); kernelX++, tap++) {
        if (read[at + tap * step]) {
          spread(x, plane, kernelY, kernelX, first, count, panels[at + tap * step]);
        }
      }
    }
  }

  private void spread(
      float[] x, int plane, int kernelY, int kernelX, int first, int count, float[] panel) {
    Arrays.fill(panel, 0, count, 0f);
    int strideY = window.stride().height();
    int y = first / window.outWidth();
    int column = first % window.outWidth();
    int done = 0;
    while (done < count) {
      int run = Math.min(window.outWidth() - column, count - done);
      int scaledY = y + window.top() - kernelY;
      if (scaledY >= 0 && scaledY % strideY == 0 && scaledY / strideY < window.inHeight()) {
        int row = plane + scaledY / strideY * window.inWidth();
        spreadRow(x, row, column + window.left() - kernelX, panel, done, run);
      }
      done += run;
      column = 0;
      y++;
    }
  }

  private void spreadRow(float[] x, int row, int scaledX, float[] panel, int to, int run) {
    int stride = window.stride().width();
    int inX = scaledX <= 0 ? 0 : (scaledX + stride - 1) / stride;
    for (int i = inX * stride - scaledX; i < run && inX < window.inWidth(); i += stride) {
      panel[to + i] = x[row + inX];
      inX++;
    }
  }
}
