package dev.gossamer.plan;

import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.plan.Operand.Activation;
import java.util.List;

/**
 * Operators that put elements somewhere else: each is one or a few copies between placements, in
 * whatever layouts inputs and output have.
 */
final class MovementLowering extends AnyLayoutLowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Shape in = task.input(input).shape();
    return ChannelPadding.is(task)
        ? List.of(Layout.channelsFirst(in.dim(3), in.dim(1), in.dim(2)))
        : super.wishes(task, input, output);
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    switch (task.op()) {
      case Op.Concatenation op -> concatenation(op, task, builder);
      case Op.Split op -> split(op, task, builder);
      case Op.Pad op -> pad(op, task, builder);
      case Op.StridedSlice op -> slice(op, task, builder);
      case Op.Transpose op -> transpose(op, task, builder);
      default -> throw new IllegalArgumentException(task.op().label());
    }
  }

  private static void concatenation(Op.Concatenation op, Task task, PlanBuilder builder) {
    Buffer output = builder.write(task.output());
    Placement whole = Placement.of(task.output().shape(), output.layout());
    int begin = 0;
    for (Value input : task.node().inputs()) {
      Source source = Source.of(input, builder);
      int size = input.shape().dim(op.axis());
      ElementwiseStep.of(builder, task)
          .input(source.operand(), source.placement())
          .activation(task.activation())
          .add(new Formula.Copy(), new Activation(output), whole.slice(op.axis(), begin, size));
      begin += size;
    }
  }

  private static void split(Op.Split op, Task task, PlanBuilder builder) {
    Source source = Source.of(task.input(0), builder);
    int begin = 0;
    for (Value output : task.node().outputs()) {
      int size = output.shape().dim(op.axis());
      copy(task, builder, source, source.placement().slice(op.axis(), begin, size), output);
      begin += size;
    }
  }

  private static void pad(Op.Pad op, Task task, PlanBuilder builder) {
    Shape in = task.input(0).shape();
    Buffer begun = builder.begun(task.output());
    if (begun != null) {
      builder.hold(task.output(), begun);
      Placement all = Placement.of(task.output().shape(), begun.layout());
      fill(task, builder, 0f, begun, all.slice(3, in.dim(3), op.after().get(3)));
      return;
    }
    Source source = Source.of(task.input(0), builder);
    Buffer output = builder.write(task.output());
    Placement rest = Placement.of(task.output().shape(), output.layout());
    for (int axis = 0; axis < in.rank(); axis++) {
      int before = op.before().get(axis);
      int after = op.after().get(axis);
      if (before > 0) {
        fill(task, builder, op.value(), output, rest.slice(axis, 0, before));
      }
      if (after > 0) {
        fill(task, builder, op.value(), output, rest.slice(axis, before + in.dim(axis), after));
      }
      rest = rest.slice(axis, before, in.dim(axis));
    }
    ElementwiseStep.of(builder, task)
        .input(source.operand(), source.placement())
        .add(new Formula.Copy(), new Activation(output), rest);
  }

  private static void fill(
      Task task, PlanBuilder builder, float value, Buffer output, Placement placement) {
    ElementwiseStep.of(builder, task)
        .add(new Formula.Fill(value), new Activation(output), placement);
  }

  private static void slice(Op.StridedSlice op, Task task, PlanBuilder builder) {
    Source source = Source.of(task.input(0), builder);
    Placement placement = source.placement();
    for (int axis = 0; axis < op.begin().size(); axis++) {
      int[] indices = new int[op.size().get(axis)];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = op.begin().get(axis) + i * op.strides().get(axis);
      }
      placement = placement.select(axis, indices);
    }
    copy(task, builder, source, placement, task.output());
  }

  private static void transpose(Op.Transpose op, Task task, PlanBuilder builder) {
    Source source = Source.of(task.input(0), builder);
    int[] permutation = new int[op.permutation().size()];
    for (int axis = 0; axis < permutation.length; axis++) {
      permutation[axis] = op.permutation().get(axis);
    }
    copy(task, builder, source, source.placement().permute(permutation), task.output());
  }

  /** Copies a selection of the source to the whole of an output. */
  static void copy(Task task, PlanBuilder builder, Source source, Placement selection, Value to) {
    Buffer output = builder.write(to);
    ElementwiseStep.of(builder, task)
        .input(source.operand(), selection)
        .add(new Formula.Copy(), new Activation(output), Placement.of(to.shape(), output.layout()));
  }
}
