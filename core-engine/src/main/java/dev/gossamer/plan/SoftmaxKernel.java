package dev.gossamer.plan;

/**
 * Softmax of rows that follow one another. Operands: input, output, number of rows, elements of a
 * row.
 */
public record SoftmaxKernel(float beta) implements Kernel {
  @Override
  public String label() {
    return "softmax";
  }
}
