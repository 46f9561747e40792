package dev.gossamer.vision;

/**
 * Takes the trembling out of a signal without letting it lag when it moves: a low-pass filter whose
 * cutoff rises with the signal's speed. Casiez, Roussel and Vogel, "1 Euro filter", CHI 2012; as in
 * MediaPipe the speed is taken from raw values.
 */
public final class OneEuroFilter {

  /**
   * @param minimumCutoff in Hz, at rest: lower is smoother
   * @param beta Hz per unit of the signal and second: higher lags less when it moves
   * @param derivativeCutoff in Hz, for the speed itself
   */
  public record Parameters(float minimumCutoff, float beta, float derivativeCutoff) {
    /** For landmarks in shares of the object's size; MediaPipe's choice for faces. */
    public static final Parameters LANDMARKS = new Parameters(0.05f, 80, 1);

    /**
     * @throws IllegalArgumentException if a cutoff is not above 0, or beta is below 0
     */
    public Parameters {
      if (!(minimumCutoff > 0) || !(derivativeCutoff > 0) || !(beta >= 0)) {
        throw new IllegalArgumentException(
            "expected cutoffs above 0 and beta of at least 0, got "
                + minimumCutoff
                + ", "
                + derivativeCutoff
                + ", "
                + beta);
      }
    }
  }

  private final Parameters parameters;
  private boolean started;
  private double time;
  private float raw;
  private float speed;
  private float estimate;

  public OneEuroFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @param value the next sample
   * @param milliseconds when it was taken, on any clock; the filter starts anew when that runs
   *     backwards, and does not move while it stands still
   * @param scale by which the speed is multiplied before {@code beta}, such as 1 over the size of
   *     the thing that moves
   */
  public float filter(float value, double milliseconds, float scale) {
    if (!started || milliseconds < time) {
      started = true;
      speed = 0;
      estimate = value;
    } else if (milliseconds > time) {
      double seconds = (milliseconds - time) / 1000;
      float momentary = (float) ((value - raw) * scale / seconds);
      speed += weight(seconds, parameters.derivativeCutoff()) * (momentary - speed);
      float cutoff = parameters.minimumCutoff() + parameters.beta() * Math.abs(speed);
      estimate += weight(seconds, cutoff) * (value - estimate);
    } else {
      return estimate;
    }
    raw = value;
    time = milliseconds;
    return estimate;
  }

  /** Of the new value, in an exponential mean with this cutoff. */
  private static float weight(double seconds, float cutoff) {
    return (float) (1 / (1 + 1 / (2 * Math.PI * cutoff * seconds)));
  }
}
