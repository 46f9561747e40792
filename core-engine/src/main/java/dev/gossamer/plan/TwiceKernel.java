package dev.gossamer.plan;

import dev.gossamer.graph.Activation;

/**
 * Bilinear resize to twice the height and width with half-pixel centres: every result is 3/4 of the
 * nearer and 1/4 of the farther neighbour, down and across. Operands: input, output, the residual
 * if there is one, then the first step and the one behind the last: step i makes the output rows
 * that exist of 2i - 1 and 2i, from input rows i - 1 and i.
 *
 * @param input contiguous in rows
 * @param output contiguous in rows
 * @param residual what is added before the activation, contiguous in rows; null if nothing is
 */
public record TwiceKernel(Layout input, Layout output, Layout residual, Activation activation)
    implements Kernel {
  /** Steps of the whole. */
  int steps() {
    return input.height() + 1;
  }

  @Override
  public String label() {
    return "twice the size, vectors";
  }
}
