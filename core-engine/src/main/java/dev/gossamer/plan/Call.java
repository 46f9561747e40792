package dev.gossamer.plan;

import java.util.List;

/**
 * A kernel with its arguments.
 *
 * @param operands arguments of the kernel's function
 */
public record Call(Kernel kernel, List<Operand> operands) {
  public Call {
    operands = List.copyOf(operands);
  }

  /** The same call with other operands in some places. */
  Call with(int place, Operand operand) {
    Operand[] changed = operands.toArray(new Operand[0]);
    changed[place] = operand;
    return new Call(kernel, List.of(changed));
  }
}
