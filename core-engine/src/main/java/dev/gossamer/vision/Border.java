package dev.gossamer.vision;

/** What a region of interest sees beyond the edges of the picture. */
public enum Border {
  /** Black, whatever the range of the tensor. */
  ZERO,
  /** The nearest pixel of the picture. */
  REPLICATE
}
