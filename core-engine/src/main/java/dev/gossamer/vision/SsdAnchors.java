package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The anchors of a single-shot detector: the boxes, one after another, that its outputs are
 * relative to. They lie on grids over a square input, coarser with each stride; layers of one
 * stride share a grid. Computed as by MediaPipe's SsdAnchorsCalculator.
 *
 * <pre>{@code
 * SsdAnchors palms = SsdAnchors.ofUnitSize(192, 2, 8, 16, 16, 16); // 2016 of them
 * }</pre>
 */
public final class SsdAnchors {

  /** Centre and size of an anchor, as shares of the input's extent. */
  public record Anchor(float x, float y, float width, float height) {}

  private record Size(float width, float height) {
    static Size of(double scale, double aspectRatio) {
      double root = Math.sqrt(aspectRatio);
      return new Size((float) (scale * root), (float) (scale / root));
    }
  }

  private final List<Anchor> anchors;

  private SsdAnchors(List<Anchor> anchors) {
    this.anchors = anchors;
  }

  /**
   * Anchors that all have the size 1, so that only their centres matter, as in MediaPipe's models
   * of faces, palms and poses.
   *
   * @param extent height and width of the input in pixels
   * @param perLayer anchors that a layer puts into each cell of its grid
   * @param strides pixels from cell to cell, one per layer
   */
  public static SsdAnchors ofUnitSize(int extent, int perLayer, int... strides) {
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < perLayer; i++) {
      sizes.add(new Size(1, 1));
    }
    return onGrids(extent, strides, layer -> sizes);
  }

  /**
   * The anchors of the original SSD on MobileNet: scales spread evenly from the first layer to the
   * last, the aspect ratios 1, 2, 1/2, 3, 1/3 at each, one more square between each scale and the
   * next, and three small anchors in the first layer.
   *
   * @param extent height and width of the input in pixels
   * @param smallest scale of the first layer, as a share of the extent
   * @param largest scale of the last layer
   * @param strides pixels from cell to cell, one per layer
   */
  public static SsdAnchors ofScales(int extent, double smallest, double largest, int... strides) {
    double step = strides.length == 1 ? 0 : (largest - smallest) / (strides.length - 1);
    return onGrids(
        extent,
        strides,
        layer -> {
          double scale = smallest + step * layer;
          if (layer == 0) {
            return List.of(Size.of(0.1, 1), Size.of(scale, 2), Size.of(scale, 0.5));
          }
          double next = layer == strides.length - 1 ? 1 : scale + step;
          return List.of(
              Size.of(scale, 1),
              Size.of(scale, 2),
              Size.of(scale, 0.5),
              Size.of(scale, 3),
              // The published anchors were made with this rounded third.
              Size.of(scale, 0.3333),
              Size.of(Math.sqrt(scale * next), 1));
        });
  }

  private static SsdAnchors onGrids(int extent, int[] strides, IntFunction<List<Size>> sizesOf) {
    List<Anchor> anchors = new ArrayList<>();
    for (int layer = 0; layer < strides.length; ) {
      int stride = strides[layer];
      List<Size> sizes = new ArrayList<>();
      for (; layer < strides.length && strides[layer] == stride; layer++) {
        sizes.addAll(sizesOf.apply(layer));
      }
      addGrid(anchors, (extent + stride - 1) / stride, sizes);
    }
    return new SsdAnchors(anchors);
  }

  private static void addGrid(List<Anchor> anchors, int cells, List<Size> sizes) {
    for (int y = 0; y < cells; y++) {
      for (int x = 0; x < cells; x++) {
        for (Size size : sizes) {
          anchors.add(
              new Anchor((x + 0.5f) / cells, (y + 0.5f) / cells, size.width(), size.height()));
        }
      }
    }
  }

  public int count() {
    return anchors.size();
  }

  /**
   * @param index row by row over a grid, then over the anchors of a cell
   */
  public Anchor get(int index) {
    return anchors.get(index);
  }
}
