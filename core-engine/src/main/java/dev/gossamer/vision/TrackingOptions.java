package dev.gossamer.vision;

/**
 * How {@link HandTracker} and {@link FaceMesh} follow things from picture to picture.
 *
 * <pre>{@code
 * TrackingOptions options =
 *     TrackingOptions.atMost(2).withSmoothing(OneEuroFilter.Parameters.LANDMARKS);
 * }</pre>
 *
 * @param atMost things to follow at once, 1 to 4
 * @param minimumPresence of a thing, 0 to 1; below it is given up
 * @param searchInterval pictures from one run of the detector to the next while some, but fewer
 *     than {@code atMost} things are tracked; 1 finds further ones soonest. When one is lost the
 *     detector runs at once.
 * @param smoothing of landmarks over time; null for none
 */
public record TrackingOptions(
    int atMost, float minimumPresence, int searchInterval, OneEuroFilter.Parameters smoothing) {
  private static final int MOST = 4;

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public TrackingOptions {
    if (atMost < 1 || atMost > MOST) {
      throw new IllegalArgumentException("atMost: expected 1 to " + MOST + ", got " + atMost);
    }
    if (!(minimumPresence >= 0 && minimumPresence <= 1)) {
      throw new IllegalArgumentException(
          "minimumPresence: expected 0 to 1, got " + minimumPresence);
    }
    if (searchInterval < 1) {
      throw new IllegalArgumentException(
          "searchInterval: expected at least 1, got " + searchInterval);
    }
  }

  /** Searching with every picture, without smoothing, given up below a presence of 0.5. */
  public static TrackingOptions atMost(int things) {
    return new TrackingOptions(things, 0.5f, 1, null);
  }

  public TrackingOptions withMinimumPresence(float presence) {
    return new TrackingOptions(atMost, presence, searchInterval, smoothing);
  }

  public TrackingOptions withSearchInterval(int pictures) {
    return new TrackingOptions(atMost, minimumPresence, pictures, smoothing);
  }

  public TrackingOptions withSmoothing(OneEuroFilter.Parameters parameters) {
    return new TrackingOptions(atMost, minimumPresence, searchInterval, parameters);
  }
}
