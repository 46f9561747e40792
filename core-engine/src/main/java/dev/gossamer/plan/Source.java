package dev.gossamer.plan;

import dev.gossamer.graph.Value;

/** An input of a task, wherever it lies: in a buffer as it was made, or in the image. */
record Source(Operand operand, Placement placement) {
  static Source of(Value value, PlanBuilder builder) {
    if (builder.graph().isConstant(value)) {
      return new Source(builder.constantStream(value), Placement.rowMajor(value.shape()));
    }
    return of(value, builder.read(value));
  }

  static Source of(Value value, Buffer buffer) {
    return new Source(new Operand.Activation(buffer), Placement.of(value.shape(), buffer.layout()));
  }
}
