package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import java.util.List;

/**
 * Sum or maximum over some axes. Operands: input, output, then the tables that loops refer to.
 *
 * @param maximum maximum instead of sum
 * @param factor what a sum is multiplied by: 1 / count for a mean
 * @param kept loops over results: input and output
 * @param reduced loops over what makes one result, offsets from the result's input
 * @param alongReduced whether vectors run along the reduced elements rather than along results
 * @param tables number of tables
 */
public record ReduceKernel(
    boolean maximum,
    float factor,
    Activation activation,
    List<LoopNest> kept,
    List<LoopNest> reduced,
    boolean alongReduced,
    int tables)
    implements Kernel {
  public ReduceKernel {
    kept = List.copyOf(kept);
    reduced = List.copyOf(reduced);
  }

  @Override
  public String label() {
    return (maximum ? "maximum" : "sum") + (alongReduced ? " along vectors" : " of vectors");
  }
}
