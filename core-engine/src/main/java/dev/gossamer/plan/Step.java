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
 * @param parts calls that together do exactly what the step does and may run at the same time, in
 *     any order; empty where the step is not cut
 */
public record Step(
    String name,
    String operator,
    Kernel kernel,
    List<Operand> operands,
    String reason,
    long macs,
    long executedMacs,
    List<Call> parts) {
  static final String CLEAR = "CLEAR";
  static final String CONVERT = "CONVERT";
  static final String CONSTANT = "CONSTANT";

  public Step {
    operands = List.copyOf(operands);
    parts = List.copyOf(parts);
  }

  /** A step that is not cut. */
  public Step(
      String name,
      String operator,
      Kernel kernel,
      List<Operand> operands,
      String reason,
      long macs,
      long executedMacs) {
    this(name, operator, kernel, operands, reason, macs, executedMacs, List.of());
  }

  /** The step cut into parts; a single one is no cut. */
  Step cut(List<Call> newParts) {
    List<Call> kept = newParts.size() < 2 ? List.<Call>of() : newParts;
    return new Step(name, operator, kernel, operands, reason, macs, executedMacs, kept);
  }

  /** The call of the whole step. */
  public Call whole() {
    return new Call(kernel, operands);
  }

  /** Whether the step serves other steps' layouts and computes nothing of the graph. */
  public boolean isAuxiliary() {
    return operator.equals(CLEAR) || operator.equals(CONVERT) || operator.equals(CONSTANT);
  }
}
