package dev.gossamer.plan;

import java.util.List;

/**
 * One call of a kernel: the unit of {@code run}, {@code profile} and {@code explain}.
 *
 * @param name the node's name; conversions carry the name of the value they convert
 * @param operator label of the operator, such as CONV_2D, with what was fused into it
 * @param operands arguments of the kernel's function
 * @param reason why this kernel and these layouts were chosen, one line for people; never empty
 * @param macs multiply-accumulates of the layer, zero weights included; 0 where that means nothing
 * @param executedMacs multiply-accumulates done by the kernel, padding included
 */
public record Step(
    String name,
    String operator,
    Kernel kernel,
    List<Operand> operands,
    String reason,
    long macs,
    long executedMacs) {
  static final String CLEAR = "CLEAR";
  static final String CONVERT = "CONVERT";
  static final String CONSTANT = "CONSTANT";

  public Step {
    operands = List.copyOf(operands);
  }

  /** Whether the step serves other steps' layouts and computes nothing of the graph. */
  public boolean isAuxiliary() {
    return operator.equals(CLEAR) || operator.equals(CONVERT) || operator.equals(CONSTANT);
  }
}
