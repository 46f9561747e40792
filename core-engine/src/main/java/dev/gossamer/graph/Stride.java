package dev.gossamer.graph;

/** A step in height and width, in pixels: a stride or a dilation. Both are at least 1. */
public record Stride(int height, int width) {
  public static final Stride ONE = new Stride(1, 1);

  public Stride {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("stride must be at least 1");
    }
  }

  public static Stride of(int both) {
    return new Stride(both, both);
  }

  public boolean isOne() {
    return height == 1 && width == 1;
  }
}
