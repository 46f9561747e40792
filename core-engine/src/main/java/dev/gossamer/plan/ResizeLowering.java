package dev.gossamer.plan;

import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Resizing as copies (nearest neighbour) or interpolations of four neighbours; twice the size has a
 * kernel of its own. Where the new size is a multiple, neighbours repeat and columns are the
 * vectors; at odd ratios they come from tables and channels are the vectors, so that the input is
 * wished for in NHWC.
 *
 * <p>Coordinates are computed in float32 as TFLite does: a rounding decides which pixel is nearest.
 */
final class ResizeLowering extends AnyLayoutLowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Shape in = task.input(0).shape();
    Shape out = task.output().shape();
    boolean regular = out.dim(2) % in.dim(2) == 0 && !((Resize) task.op()).alignCorners();
    return List.of(
        regular && Placement.isPicture(in)
            ? Layout.pointwiseBands(in.dim(3), in.dim(1), in.dim(2))
            : Layout.rowMajor(in));
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Resize op = (Resize) task.op();
    Shape in = task.input(0).shape();
    Source source = Source.of(task.input(0), builder);
    Buffer output = builder.write(task.output());
    Layout layout = output.layout();
    if (source.operand() instanceof Operand.Activation input
        && isTwice(op, in)
        && input.buffer().layout().isContiguousInRow()
        && layout.isContiguousInRow()) {
      twice(task, builder, input, output);
      return;
    }
    Placement target = Placement.of(task.output().shape(), output.layout());
    Axis rows = Axis.of(op, in.dim(1), op.outHeight());
    Axis columns = Axis.of(op, in.dim(2), op.outWidth());
    ElementwiseStep step = ElementwiseStep.of(builder, task);
    if (op.kind() == Resize.Kind.NEAREST_NEIGHBOR) {
      step.input(source.operand(), corner(source, rows.lower, columns.lower));
      step.residual(task.residual()).activation(task.activation());
      step.add(new Formula.Copy(), new Operand.Activation(output), target);
      return;
    }
    step.input(source.operand(), corner(source, rows.lower, columns.lower));
    step.input(source.operand(), corner(source, rows.lower, columns.upper));
    step.input(source.operand(), corner(source, rows.upper, columns.lower));
    step.input(source.operand(), corner(source, rows.upper, columns.upper));
    Shape shape = task.output().shape();
    Placement down = Placement.rowMajor(Shape.of(op.outHeight(), 1, 1)).broadcast(shape);
    Placement right = Placement.rowMajor(Shape.of(op.outWidth(), 1)).broadcast(shape);
    step.input(builder.image().floats(rows.fraction), down);
    step.input(builder.image().floats(columns.fraction), right);
    step.residual(task.residual()).activation(task.activation());
    step.add(new Formula.Bilinear(), new Operand.Activation(output), target);
  }

  private static void twice(
      Task task, PlanBuilder builder, Operand.Activation input, Buffer output) {
    List<Operand> operands = new ArrayList<>(List.of(input, new Operand.Activation(output)));
    Layout residual = null;
    if (task.residual() != null) {
      Buffer buffer = builder.read(task.residual());
      if (!buffer.layout().isContiguousInRow()) {
        buffer = builder.read(task.residual(), natural(task.output().shape()));
      }
      residual = buffer.layout();
      operands.add(new Operand.Activation(buffer));
    }
    TwiceKernel kernel =
        new TwiceKernel(input.buffer().layout(), output.layout(), residual, task.activation());
    int from = operands.size();
    int steps = kernel.steps();
    operands.add(new Operand.Literal(0));
    operands.add(new Operand.Literal(steps));
    Step step =
        new Step(
            task.node().name(), task.label(), kernel, operands, "exactly twice the size", 0, 0);
    // Two multiply-adds a result down and two across.
    long macs = 4L * task.output().shape().elements();
    int parts = Math.min(steps, Partition.parts(macs, builder.options()));
    List<Call> calls = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      calls.add(
          step.whole()
              .with(from, new Operand.Literal(steps * part / parts))
              .with(from + 1, new Operand.Literal(steps * (part + 1) / parts)));
    }
    builder.step(step.cut(calls));
  }

  private static boolean isTwice(Resize op, Shape in) {
    return op.kind() == Resize.Kind.BILINEAR
        && op.halfPixelCenters()
        && !op.alignCorners()
        && Placement.isPicture(in)
        && op.outHeight() == 2 * in.dim(1)
        && op.outWidth() == 2 * in.dim(2);
  }

  private static Placement corner(Source source, int[] rows, int[] columns) {
    return source.placement().select(1, rows).select(2, columns);
  }

  /**
   * Per output coordinate the two input coordinates it lies between, and how far it is from the
   * lower.
   */
  private record Axis(int[] lower, int[] upper, float[] fraction) {
    static Axis of(Resize op, int in, int out) {
      float scale = op.alignCorners() && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
      Axis axis = new Axis(new int[out], new int[out], new float[out]);
      for (int i = 0; i < out; i++) {
        if (op.kind() == Resize.Kind.BILINEAR) {
          float place = op.halfPixelCenters() ? (i + 0.5f) * scale - 0.5f : i * scale;
          axis.lower[i] = Math.min(in - 1, Math.max(0, (int) Math.floor(place)));
          axis.upper[i] = Math.min(in - 1, axis.lower[i] + 1);
          axis.fraction[i] = Math.max(0f, place - axis.lower[i]);
        } else {
          float place = (op.halfPixelCenters() ? i + 0.5f : i) * scale;
          int nearest = (int) Math.floor(op.alignCorners() ? place + 0.5 : place);
          axis.lower[i] = Math.max(0, Math.min(nearest, in - 1));
        }
      }
      return axis;
    }
  }
}
