package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import java.util.List;

/**
 * A formula over elements of any number of inputs, each placed in its own way.
 *
 * <p>Operands: the formula's inputs, the residual and the slopes if there are any, the output, then
 * the tables that loops refer to.
 *
 * @param residual whether one more input is added to the formula's result
 * @param activation applied to the sum
 * @param slopes whether PReLU slopes are one more input
 * @param nests loops over inputs, residual, slopes and output, one nest after another
 * @param tables number of tables
 */
public record ElementwiseKernel(
    Formula formula,
    boolean residual,
    Activation activation,
    boolean slopes,
    List<LoopNest> nests,
    int tables)
    implements Kernel {
  public ElementwiseKernel {
    nests = List.copyOf(nests);
  }

  /** The same over other elements. */
  ElementwiseKernel withNests(List<LoopNest> others) {
    return new ElementwiseKernel(formula, residual, activation, slopes, others, tables);
  }

  /** Inputs, residual, slopes and output: everything that loops move along. */
  public int placed() {
    return formula.inputs() + (residual ? 1 : 0) + (slopes ? 1 : 0) + 1;
  }

  /** Whether the output's elements lie side by side along the innermost loop. */
  boolean vectors() {
    LoopNest.Loop inner = nests.get(0).inner();
    return inner.strides().get(inner.strides().size() - 1) == 4;
  }

  @Override
  public String label() {
    return "elementwise " + formula.label() + (vectors() ? ", vectors" : ", strided");
  }
}
