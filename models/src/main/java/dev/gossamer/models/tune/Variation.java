package dev.gossamer.models.tune;

import java.util.Locale;

/** How far the crops of hands that are trained on may be from those that a tracker takes. */
public enum Variation {
  /**
   * Turned any way, of other shapes, before other backgrounds: many hands of few photographs. What
   * a network of few weights learns of such crops is missing where it is used: the published sparse
   * hand network is 13 to 15 % of the palm away on them, 9 % on mild ones.
   */
  STRONG(0.2, 0.45, 0.5, true, 1),

  /** Moved, turned, scaled and lit as a tracker and a camera do: for many kinds of hands. */
  MILD(0.1, 0.2, 0, false, 0.5);

  private final double arbitrary;
  private final double composed;
  private final double reshaped;
  private final boolean turned;
  private final double strength;

  Variation(double arbitrary, double composed, double reshaped, boolean turned, double strength) {
    this.arbitrary = arbitrary;
    this.composed = composed;
    this.reshaped = reshaped;
    this.turned = turned;
    this.strength = strength;
  }

  /** The share of crops from anywhere in a picture. */
  public double arbitrary() {
    return arbitrary;
  }

  /** The share of hands that are put before another background. */
  public double composed() {
    return composed;
  }

  /** The share of hands whose shape is changed. */
  public double reshaped() {
    return reshaped;
  }

  /** Whether one hand of eight is turned by any angle. */
  public boolean turned() {
    return turned;
  }

  /** What shifts, angles, scales and changes of colour are multiplied by. */
  public double strength() {
    return strength;
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
