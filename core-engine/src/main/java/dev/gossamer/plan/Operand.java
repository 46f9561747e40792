package dev.gossamer.plan;

/** An argument of a kernel's function. */
public sealed interface Operand {
  /** The address of an activation buffer. */
  record Activation(Buffer buffer) implements Operand {}

  /** The address of a block of the weight image, as an offset from the image's start. */
  record Stream(int offset) implements Operand {}

  /** A plain number. */
  record Literal(int value) implements Operand {}
}
