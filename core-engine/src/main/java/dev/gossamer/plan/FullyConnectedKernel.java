package dev.gossamer.plan;

import dev.gossamer.graph.Activation;

/**
 * Rows of inputs times a weight matrix. Operands: input, output, weights, biases.
 *
 * <p>Outputs go in groups of {@link #GROUP_VECTORS} vectors, the rest in smaller ones. Dense
 * weights: group after group, per input the weights of the group's outputs. Sparse: groups of one
 * vector, each its number of columns, then per column the byte offset of its input and four
 * weights.
 */
public record FullyConnectedKernel(
    int rows, int inputs, int outputs, boolean sparse, Activation activation) implements Kernel {
  /** Vectors of outputs per group: one splat of an input serves them all. */
  public static final int GROUP_VECTORS = 4;

  /** Vectors of outputs in the group that begins with this vector. */
  public int groupVectors(int vector) {
    if (sparse) {
      return 1;
    }
    int left = (outputs + 3) / 4 - vector;
    return left >= GROUP_VECTORS ? GROUP_VECTORS : left >= 2 ? 2 : 1;
  }

  @Override
  public String label() {
    return "fully connected" + (sparse ? ", sparse" : ", dense");
  }
}
