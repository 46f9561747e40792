package dev.gossamer.plan;

import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;

/**
 * What lowerings have in common whose kernels follow any layout: they read what is there, write
 * what is asked for, and would like their inputs to lie as their output does.
 */
abstract class AnyLayoutLowering implements Lowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Shape shape = task.input(input).shape();
    boolean alike = shape.equals(task.output().shape()) && Placement.isPicture(shape);
    return List.of(alike && !output.padded() && !output.isPhased() ? output : natural(shape));
  }

  @Override
  public boolean reads(Task task, int input, Layout layout, Layout output) {
    return true;
  }

  @Override
  public boolean writes(Task task, Layout layout) {
    return true;
  }

  @Override
  public Layout naturalOutput(Task task) {
    return natural(task.output().shape());
  }

  @Override
  public final Layout naturalOutput(Task task, Value output) {
    return output == task.node().output() ? naturalOutput(task) : natural(output.shape());
  }

  /** Channels first in bands for pictures, row-major for all else. */
  static Layout natural(Shape shape) {
    return Placement.isPicture(shape) && shape.dim(1) * shape.dim(2) > 1
        ? Layout.pointwiseBands(shape.dim(3), shape.dim(1), shape.dim(2))
        : Layout.rowMajor(shape);
  }

  /** The input as an operand: a buffer as it was made, or a constant of the image. */
  static ElementwiseStep source(ElementwiseStep step, PlanBuilder builder, Value value, Shape to) {
    if (builder.graph().isConstant(value)) {
      Placement placement = Placement.rowMajor(value.shape()).broadcast(to);
      return step.input(builder.constantStream(value), placement);
    }
    Buffer buffer = builder.read(value);
    if (value.shape().equals(to)) {
      return step.input(buffer, to);
    }
    Placement placement = Placement.of(value.shape(), buffer.layout()).broadcast(to);
    return step.input(new Operand.Activation(buffer), placement);
  }
}
