package dev.gossamer.vision;

/**
 * A point of a body in space, in the unit of whoever made it: x to the right, y downwards, z away
 * from the camera.
 */
public record Landmark(float x, float y, float z) {
  /** Without the depth. */
  public Point point() {
    return new Point(x, y);
  }
}
