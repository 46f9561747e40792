package dev.gossamer.plan;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Op.Gather;
import dev.gossamer.graph.Shape;
import dev.gossamer.plan.Operand.Activation;
import dev.gossamer.plan.Operand.Literal;
import java.util.List;

/** Gather: constant indices become a copy between placements, computed ones are looked up. */
final class GatherLowering extends RowMajorLowering {
  @Override
  public void lower(Task task, PlanBuilder builder) {
    Gather op = (Gather) task.op();
    Shape x = task.input(0).shape();
    int before = product(x, 0, op.axis());
    int after = product(x, op.axis() + 1, x.rank());
    if (builder.constant(task.input(1)) instanceof Constant.Ints indices) {
      constant(task, builder, before, x.dim(op.axis()), after, indices.ints());
      return;
    }
    Buffer input = builder.read(task, 0, this);
    Buffer indices = builder.read(task, 1, this);
    List<Operand> operands =
        List.of(
            new Activation(input),
            new Activation(indices),
            new Activation(builder.write(task.output())),
            new Literal(before),
            new Literal(x.dim(op.axis())),
            new Literal(task.input(1).shape().elements()),
            new Literal(4 * after));
    builder.step(
        new Step(
            task.node().name(),
            task.label(),
            new GatherKernel(),
            operands,
            "indices are known at run time only",
            0,
            0));
  }

  /** All axes before, the gathered one, all behind: row-major order allows to join them. */
  private void constant(
      Task task, PlanBuilder builder, int before, int extent, int after, int[] indices) {
    Operand input =
        builder.graph().isConstant(task.input(0))
            ? builder.constantStream(task.input(0))
            : new Activation(builder.read(task, 0, this));
    Placement from = Placement.rowMajor(Shape.of(before, extent, after)).select(1, indices);
    Placement to = Placement.rowMajor(Shape.of(before, indices.length, after));
    ElementwiseStep.of(builder, task)
        .input(input, from)
        .add(new Formula.Copy(), new Activation(builder.write(task.output())), to);
  }

  private static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.dim(axis);
    }
    return product;
  }
}
