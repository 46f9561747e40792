package dev.gossamer.graph;

/**
 * Explicit zero padding of height and width, in pixels; SAME and VALID are resolved when a file is
 * read.
 */
public record Padding(int top, int bottom, int left, int right) {
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException("padding must not be negative");
    }
  }

  public boolean isNone() {
    return top == 0 && bottom == 0 && left == 0 && right == 0;
  }

  /**
   * TFLite's SAME padding: output extent ceil(in / stride), total padding max(0, (out - 1) * stride
   * + (kernel - 1) * dilation + 1 - in), the odd pixel going to the bottom and right.
   */
  public static Padding same(
      int inHeight,
      int inWidth,
      int kernelHeight,
      int kernelWidth,
      Stride stride,
      Stride dilation) {
    int vertical = sameTotal(inHeight, kernelHeight, stride.height(), dilation.height());
    int horizontal = sameTotal(inWidth, kernelWidth, stride.width(), dilation.width());
    return new Padding(
        vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2);
  }

  private static int sameTotal(int in, int kernel, int stride, int dilation) {
    int out = (in + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in);
  }
}
