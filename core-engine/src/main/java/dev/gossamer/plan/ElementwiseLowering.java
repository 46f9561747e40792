package dev.gossamer.plan;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.Arrays;

/** Functions of one element of each input: arithmetic with broadcasting, activations, PReLU. */
final class ElementwiseLowering extends AnyLayoutLowering {
  @Override
  public void lower(Task task, PlanBuilder builder) {
    Shape shape = task.output().shape();
    ElementwiseStep step = ElementwiseStep.of(builder, task);
    for (Value input : task.node().inputs()) {
      source(step, builder, input, shape);
    }
    if (task.op() instanceof Op.Dequantize dequantize && !dequantize.scales().isEmpty()) {
      scales(step, builder, dequantize, shape);
    }
    if (task.op() instanceof Op.Binary) {
      step.residual(task.residual()).activation(task.activation()).slopes(task.slopes(), shape);
    }
    step.add(formula(task.op()), builder.write(task.output()), shape);
  }

  private static Formula formula(Op op) {
    return switch (op) {
      case Op.Binary binary -> new Formula.Binary(binary.kind());
      case Op.Unary unary -> new Formula.Unary(unary.kind(), unary.alpha());
      case Op.Prelu prelu -> new Formula.Prelu();
      case Op.Quantize quantize ->
          new Formula.Quantize(
              quantize.scale(),
              quantize.zeroPoint(),
              lowest(quantize.type()),
              highest(quantize.type()));
      case Op.Dequantize dequantize ->
          dequantize.scales().isEmpty() ? new Formula.Copy() : new Formula.Dequantize();
      case Op.Densify densify -> new Formula.Copy();
      default -> throw new IllegalArgumentException(op.label());
    };
  }

  /** Zero points and scales, one each or one per index of the axis. */
  private static void scales(
      ElementwiseStep step, PlanBuilder builder, Op.Dequantize dequantize, Shape shape) {
    int entries = dequantize.scales().size();
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    if (entries > 1) {
      dims[dequantize.axis()] = entries;
    }
    float[] zeroPoints = new float[entries];
    float[] scales = new float[entries];
    for (int i = 0; i < entries; i++) {
      zeroPoints[i] = dequantize.zeroPoints().get(i);
      scales[i] = dequantize.scales().get(i);
    }
    Placement placement = Placement.rowMajor(Shape.of(dims)).broadcast(shape);
    step.input(builder.image().floats(zeroPoints), placement);
    step.input(builder.image().floats(scales), placement);
  }

  private static float lowest(DataType type) {
    return switch (type) {
      case INT8 -> -128f;
      case INT16 -> Short.MIN_VALUE;
      case INT32, INT64 -> Integer.MIN_VALUE;
      default -> 0f;
    };
  }

  private static float highest(DataType type) {
    return switch (type) {
      case INT8 -> 127f;
      case UINT8 -> 255f;
      case INT16 -> Short.MAX_VALUE;
      default -> Integer.MAX_VALUE;
    };
  }
}
