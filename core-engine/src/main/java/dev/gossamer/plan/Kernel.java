package dev.gossamer.plan;

/**
 * Everything that the code of one kernel depends on: shapes, layouts, tiles, activation; never
 * weights. Implementations are records of values, so that equal kernels are found equal and share
 * one emitted function.
 *
 * <p>A kernel's function takes one i32 address (or literal) per {@link Operand} of its {@link Step}
 * and returns nothing.
 */
public interface Kernel {
  /** Family and variant for reports, such as {@code "pointwise 2x1 6-vector"}. */
  String label();
}
