package dev.gossamer.vision;

import java.util.List;

/**
 * A region of interest: a rectangle in a picture, turned about its centre. Its own axes run along
 * its width (rightwards when it is upright) and its height (downwards). It may reach beyond the
 * picture.
 *
 * @param x of the centre, in pixels
 * @param y of the centre, in pixels
 * @param width in pixels, along its own axis
 * @param height in pixels, along its own axis
 * @param rotation clockwise as seen, in radians
 */
public record Region(float x, float y, float width, float height, float rotation) {

  /** The upright rectangle of a box, turned about its centre. */
  public static Region of(Box box, float rotation) {
    return new Region(
        (box.left() + box.right()) / 2,
        (box.top() + box.bottom()) / 2,
        box.width(),
        box.height(),
        rotation);
  }

  /**
   * The smallest region of the given rotation that holds all points.
   *
   * @throws IllegalArgumentException if there is no point
   */
  public static Region around(List<Point> points, float rotation) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a region around no points");
    }
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    float left = Float.POSITIVE_INFINITY;
    float top = Float.POSITIVE_INFINITY;
    float right = Float.NEGATIVE_INFINITY;
    float bottom = Float.NEGATIVE_INFINITY;
    for (Point point : points) {
      float along = point.x() * cos + point.y() * sin;
      float down = point.y() * cos - point.x() * sin;
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, down);
      bottom = Math.max(bottom, down);
    }
    float middle = (left + right) / 2;
    float centre = (top + bottom) / 2;
    return new Region(
        middle * cos - centre * sin,
        middle * sin + centre * cos,
        right - left,
        bottom - top,
        rotation);
  }

  /**
   * The rotation of a region in which the way from one point to another runs straight up.
   *
   * @return radians from -pi to pi
   */
  public static float rotationThatRaises(Point from, Point to) {
    return normalised(Math.PI / 2 - Math.atan2(from.y() - to.y(), to.x() - from.x()));
  }

  /**
   * The rotation of a region in which the way from one point to another runs to the right.
   *
   * @return radians from -pi to pi
   */
  public static float rotationThatLevels(Point from, Point to) {
    return normalised(-Math.atan2(from.y() - to.y(), to.x() - from.x()));
  }

  private static float normalised(double angle) {
    return (float) (angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI)));
  }

  /** Moved along its own axes, by shares of its own width and height. */
  public Region shifted(float right, float down) {
    Point centre = toPicture(0.5f + right, 0.5f + down);
    return new Region(centre.x(), centre.y(), width, height, rotation);
  }

  /** Grown about its centre. */
  public Region scaled(float factor) {
    return new Region(x, y, width * factor, height * factor, rotation);
  }

  /** As wide and as high as its longer side. */
  public Region squared() {
    float side = Math.max(width, height);
    return new Region(x, y, side, side, rotation);
  }

  /**
   * The smallest region around this one, about the same centre, with the aspect ratio of a network
   * input: what letterboxing keeps of a picture, bars included.
   *
   * @param inputWidth in any unit
   * @param inputHeight in the same unit
   */
  public Region withAspectOf(int inputWidth, int inputHeight) {
    float aspect = (float) inputHeight / inputWidth;
    return height < width * aspect
        ? new Region(x, y, width, width * aspect, rotation)
        : new Region(x, y, height / aspect, height, rotation);
  }

  /**
   * From a place in the region to pixels of the picture.
   *
   * @param across share of the width, 0 at the left edge, 1 at the right
   * @param down share of the height, 0 at the upper edge, 1 at the lower
   */
  public Point toPicture(float across, float down) {
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    float right = (across - 0.5f) * width;
    float below = (down - 0.5f) * height;
    return new Point(x + right * cos - below * sin, y + right * sin + below * cos);
  }

  /** The rectangle of the same centre and size that stands upright. */
  public Box upright() {
    return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /** Whether there is anything in it: numbers are finite, and it is at least a pixel large. */
  boolean isUsable() {
    // Not a number makes every comparison false; infinity minus itself is not a number.
    return x - x == 0
        && y - y == 0
        && rotation - rotation == 0
        && width >= 1
        && height >= 1
        && width < Float.POSITIVE_INFINITY
        && height < Float.POSITIVE_INFINITY;
  }
}
