package dev.gossamer.vision;

/** Which hand of a person. */
public enum Handedness {
  LEFT,
  RIGHT
}
