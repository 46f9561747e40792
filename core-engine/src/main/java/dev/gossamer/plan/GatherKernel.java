package dev.gossamer.plan;

/**
 * Copies slices chosen by computed indices. Operands: input, indices (floats), output, number of
 * blocks of slices, slices of a block (the gathered axis's extent), indices, bytes of a slice.
 * Indices outside the axis are moved to its nearest end.
 */
public record GatherKernel() implements Kernel {
  @Override
  public String label() {
    return "gather";
  }
}
