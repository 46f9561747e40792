package dev.gossamer.models.pictures;

/**
 * A hand in a picture.
 *
 * @param x of its 21 landmarks, in the picture's pixels
 * @param y of its 21 landmarks
 * @param presence how sure the network is that it is one, 0 to 1
 */
public record Hand(double[] x, double[] y, float presence) {
  static final int LANDMARKS = 21;

  /** The crop that MediaPipe would take next. */
  public Region region() {
    return HandRegions.ofLandmarks(x, y);
  }

  /** From wrist to the knuckle of the middle finger, in pixels of the picture. */
  public double palmSize() {
    return HandRegions.palmSize(x, y);
  }
}
