package dev.gossamer.plan;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Shape;

/**
 * Where element (channel c, row y, column x) of one picture-like activation lies, in bytes from the
 * start of its buffer:
 *
 * <pre>
 * origin + c * channelStride + (y / bandRows) * bandStride + (y % bandRows) * rowPitch + column(x)
 * </pre>
 *
 * where column(x) is {@code (x % phases) * phaseStride + x / phases * pixelStride}. One formula
 * covers every layout, so that kernels derive their address arithmetic from numbers instead of
 * knowing layouts by name:
 *
 * <ul>
 *   <li>{@link #rowMajor}: NHWC as models define it; also any tensor that is not rank 4, as one
 *       row;
 *   <li>{@link #planes}: channels first, a zeroed border around each plane (the reader's padding);
 *   <li>{@link #bands}: channels first inside bands of rows, so that one pixel tile of all channels
 *       lies close together (strided planes cost 40 % of the pointwise rate);
 *   <li>{@link #phasePlanes}: planes with columns sorted by their remainder, so that strided
 *       readers load whole vectors (depthwise stride 2: 47 instead of 29 GFLOP/s).
 * </ul>
 *
 * @param bytes size of the buffer, slack for whole-vector loads and stores included
 */
public record Layout(
    int channels,
    int height,
    int width,
    int origin,
    int channelStride,
    int bandRows,
    int bandStride,
    int rowPitch,
    int pixelStride,
    int phases,
    int phaseStride,
    Border border,
    int bytes) {

  /**
   * Zeros around each plane: rows above and below, columns that may be read on either side of a row
   * (in a phased layout, columns of the phase).
   */
  public record Border(int top, int bottom, int side) {
    static final Border NONE = new Border(0, 0, 0);
  }

  /** Loads and stores of whole vectors may run this far past the last element. */
  private static final int SLACK = 16;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 1024;

  /** [1,H,W,C], or any other shape as one row of its elements, in row-major order. */
  public static Layout rowMajor(Shape shape) {
    if (shape.rank() == 4 && shape.dim(0) == 1) {
      int h = shape.dim(1);
      int w = shape.dim(2);
      int c = shape.dim(3);
      return new Layout(
          c, h, w, 0, 4, h, 4 * h * w * c, 4 * w * c, 4 * c, 1, 0, Border.NONE, size(4, h, w, c));
    }
    int n = shape.elements();
    return new Layout(1, 1, n, 0, 4 * n, 1, 4 * n, 4 * n, 4, 1, 0, Border.NONE, size(4, n));
  }

  /** Plain channels first, no border; channel stride a multiple of 16 bytes. */
  public static Layout channelsFirst(int channels, int height, int width) {
    long stride = align(4L * height * width, 16);
    int bytes = size(stride, channels);
    return new Layout(
        channels,
        height,
        width,
        0,
        (int) stride,
        height,
        (int) stride * channels,
        4 * width,
        4,
        1,
        0,
        Border.NONE,
        bytes);
  }

  /**
   * Planes with a zero border of {@code top} and {@code bottom} rows and at least {@code side}
   * columns: the left border of a row is the right border of the row before it. Rows start at
   * multiples of four pixels where the width is one.
   */
  public static Layout planes(int channels, int height, int width, int top, int bottom, int side) {
    boolean whole = width % 4 == 0;
    int lead = whole ? align(side, 4) : side;
    int pitch = whole ? width + lead : align(width + side, 2);
    long floats = align(((long) top + height + bottom) * pitch + lead + side, 4);
    int bytes = size(4, floats, channels);
    int stride = 4 * (int) floats;
    return new Layout(
        channels,
        height,
        width,
        4 * (top * pitch + lead),
        stride,
        height,
        stride * channels,
        4 * pitch,
        4,
        1,
        0,
        new Border(top, bottom, side),
        bytes);
  }

  /**
   * As {@link #planes}, but the columns x with x % phases == 0 first, then those with remainder 1
   * and so on, each phase a plane with a border of {@code side} columns (counted within the phase).
   */
  public static Layout phasePlanes(
      int channels, int height, int width, int phases, int top, int bottom, int side) {
    Layout phase = planes(channels, height, (width + phases - 1) / phases, top, bottom, side);
    return new Layout(
        channels,
        height,
        width,
        phase.origin,
        phases * phase.channelStride,
        height,
        phases * phase.bandStride,
        phase.rowPitch,
        4,
        phases,
        phase.channelStride,
        phase.border,
        size(phases, phase.bandStride));
  }

  /** Planes of the same picture with borders wide enough for readers of either. */
  static Layout unionOfPlanes(Layout a, Layout b) {
    return planes(
        a.channels,
        a.height,
        a.width,
        Math.max(a.border.top(), b.border.top()),
        Math.max(a.border.bottom(), b.border.bottom()),
        Math.max(a.border.side(), b.border.side()));
  }

  /**
   * The layout without its number of channels: planes of equal geometry have borders in equal
   * places.
   */
  Layout geometry() {
    return new Layout(
        0,
        height,
        width,
        origin,
        channelStride,
        bandRows,
        0,
        rowPitch,
        pixelStride,
        phases,
        phaseStride,
        border,
        0);
  }

  /** The same planes, more or fewer of them; not for bands. */
  Layout withChannels(int count) {
    return new Layout(
        count,
        height,
        width,
        origin,
        channelStride,
        bandRows,
        channelStride * count,
        rowPitch,
        pixelStride,
        phases,
        phaseStride,
        border,
        size(channelStride, count));
  }

  /** The picture's first rows: whole bands; or a picture of more rows, if it is not in bands. */
  Layout firstRows(int rows) {
    return new Layout(
        channels,
        rows,
        width,
        origin,
        channelStride,
        bandRows >= height ? rows : Math.min(rows, bandRows),
        bandStride,
        rowPitch,
        pixelStride,
        phases,
        phaseStride,
        border,
        bytes);
  }

  /** Whether this has a zero border at least as wide as asked. */
  public boolean hasBorder(int top, int bottom, int side) {
    return border.top() >= top && border.bottom() >= bottom && border.side() >= side;
  }

  /** True if there is a border that must stay zero. */
  public boolean padded() {
    return !border.equals(Border.NONE);
  }

  /**
   * Bands of {@code rows} rows (the last may be shorter), each with all channels one after another.
   */
  public static Layout bands(int channels, int height, int width, int rows) {
    long stride = align(4L * rows * width, 16);
    int bands = (height + rows - 1) / rows;
    int bytes = size(stride, channels, bands);
    return new Layout(
        channels,
        height,
        width,
        0,
        (int) stride,
        rows,
        (int) stride * channels,
        4 * width,
        4,
        1,
        0,
        Border.NONE,
        bytes);
  }

  /**
   * The bands a pointwise convolution wants for a picture of this size: rows of whole vectors that
   * cut well into tiles of 13 and of 6 vectors; the whole plane if it is small or its rows are not
   * whole vectors.
   */
  public static Layout pointwiseBands(int channels, int height, int width) {
    return bands(channels, height, width, pointwiseBandRows(height, width));
  }

  /**
   * Least waste over both tile sizes; a vector more costs 0.004, since all channels of a band share
   * pages of memory (56 vectors at 56x56 and 112x112, 49 at 28x28).
   */
  static int pointwiseBandRows(int height, int width) {
    if (height * width <= 4 * 52 || width % 4 != 0 && height * width <= 4 * 256) {
      return height;
    }
    int best = height;
    double least = Double.MAX_VALUE;
    for (int rows = 1; rows <= height; rows++) {
      int vectors = rows * width / 4;
      if (height % rows == 0 && rows * width % 4 == 0) {
        double cost = (room(vectors, 13) + room(vectors, 6)) / vectors + 0.004 * vectors;
        if (cost < least) {
          least = cost;
          best = rows;
        }
      }
    }
    return best;
  }

  /** Vectors that the fewest tiles of a size have room for. */
  private static double room(int vectors, int tile) {
    return (vectors + tile - 1) / tile * tile;
  }

  /** Bytes from the buffer's start to an element; y and x may lie in the border. */
  public int offset(int c, int y, int x) {
    int band = Math.floorDiv(y, bandRows);
    int column =
        phases == 1
            ? x * pixelStride
            : Math.floorMod(x, phases) * phaseStride + Math.floorDiv(x, phases) * pixelStride;
    return origin
        + c * channelStride
        + (bandRows >= height ? y * rowPitch : band * bandStride + (y - band * bandRows) * rowPitch)
        + column;
  }

  /** Number of bands; 1 unless made by {@link #bands}. */
  public int bandCount() {
    return (height + bandRows - 1) / bandRows;
  }

  /** True if columns are sorted by their remainder. */
  public boolean isPhased() {
    return phases > 1;
  }

  /** True if neighbouring columns of a row are neighbouring floats. */
  public boolean isContiguousInRow() {
    return pixelStride == 4 && phases == 1;
  }

  /**
   * True if every channel (of a band) is one run of pixels in row-major order, without border or
   * gaps.
   */
  public boolean isFlat() {
    return isContiguousInRow() && rowPitch == 4 * width && !padded();
  }

  /**
   * The picture of pixels (i * rowStride + y, k * columnStride + x) of one that is not in bands.
   */
  Layout everyPixel(int y, int x, int rowStride, int columnStride) {
    if (rowStride == 1 && columnStride == 1) {
      return this;
    }
    if (bandCount() > 1 || phases > 1 && columnStride % phases != 0) {
      throw new IllegalArgumentException(
          "rows or columns are not evenly spaced: "
              + bandCount()
              + " bands, "
              + phases
              + " phases");
    }
    int rows = (height - y + rowStride - 1) / rowStride;
    int columns = (width - x + columnStride - 1) / columnStride;
    return new Layout(
        channels,
        rows,
        columns,
        offset(0, y, x),
        channelStride,
        rows,
        bandStride,
        rowPitch * rowStride,
        pixelStride * columnStride / phases,
        1,
        0,
        Border.NONE,
        bytes);
  }

  /** Floats from the buffer's start that hold all elements, in whole vectors. */
  int wholeVectorFloats() {
    return (bytes - SLACK) / 16 * 4;
  }

  /**
   * Bytes of a buffer with so many elements, as factors: hostile windows reach 2^30 rows and
   * columns beyond a picture.
   *
   * @throws UnsupportedModelException if an address within it would not fit an int
   */
  private static int size(long... factors) {
    long bytes = 1;
    for (long factor : factors) {
      bytes = factor > MOST_BYTES ? factor : bytes * factor;
      if (bytes > MOST_BYTES) {
        throw new UnsupportedModelException(
            "activation of 2 GB or more", "a picture with its border", "less");
      }
    }
    return (int) (bytes + SLACK + 63) / 64 * 64;
  }

  static int align(int value, int multiple) {
    return (int) align((long) value, multiple);
  }

  private static long align(long value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
