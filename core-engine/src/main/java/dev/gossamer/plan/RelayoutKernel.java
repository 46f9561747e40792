package dev.gossamer.plan;

/** Copies an activation from one layout into another. Operands: source, destination. */
public record RelayoutKernel(Layout from, Layout to) implements Kernel {
  @Override
  public String label() {
    return "relayout";
  }
}
