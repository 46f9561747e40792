package dev.gossamer.vision;

/** A place in a picture, in the unit of whoever made it: x to the right, y downwards. */
public record Point(float x, float y) {}
