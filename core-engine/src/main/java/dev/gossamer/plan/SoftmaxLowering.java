package dev.gossamer.plan;

import dev.gossamer.graph.Op.Softmax;
import dev.gossamer.graph.Shape;
import java.util.List;

/** Softmax over the last axis, row-major. */
final class SoftmaxLowering extends RowMajorLowering {
  @Override
  public void lower(Task task, PlanBuilder builder) {
    Buffer input = builder.read(task, 0, this);
    Buffer output = builder.write(task.output());
    Shape shape = task.output().shape();
    int extent = shape.dim(-1);
    List<Operand> operands =
        List.of(
            new Operand.Activation(input),
            new Operand.Activation(output),
            new Operand.Literal(shape.elements() / extent),
            new Operand.Literal(extent));
    Kernel kernel = new SoftmaxKernel(((Softmax) task.op()).beta());
    builder.step(
        new Step(
            task.node().name(),
            task.label(),
            kernel,
            operands,
            "the one kernel of softmax: rows of the last axis, row-major",
            0,
            0));
  }
}
