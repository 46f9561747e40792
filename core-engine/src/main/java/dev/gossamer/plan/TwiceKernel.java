package dev.gossamer.plan;

import dev.gossamer.graph.Activation;

/**
 * Bilinear resize to twice the height and width with half-pixel centres: every result is 3/4 of the
 * nearer and 1/4 of the farther neighbour, down and across. Operands: input, output.
 *
 * @param input contiguous in rows
 * @param output contiguous in rows
 */
public record TwiceKernel(Layout input, Layout output, Activation activation) implements Kernel {
  @Override
  public String label() {
    return "twice the size, vectors";
  }
}
