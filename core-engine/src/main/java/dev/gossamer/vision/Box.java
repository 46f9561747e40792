package dev.gossamer.vision;

/** An upright rectangle: x to the right, y downwards, so {@code top} is the smaller y. */
public record Box(float left, float top, float right, float bottom) {

  public float width() {
    return right - left;
  }

  public float height() {
    return bottom - top;
  }

  /** 0 for a rectangle that is inside out. */
  public float area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  /** The area shared with another box over the area covered by either: 0 apart, 1 equal. */
  public float intersectionOverUnion(Box other) {
    Box shared =
        new Box(
            Math.max(left, other.left),
            Math.max(top, other.top),
            Math.min(right, other.right),
            Math.min(bottom, other.bottom));
    float union = area() + other.area() - shared.area();
    return union > 0 ? shared.area() / union : 0;
  }
}
