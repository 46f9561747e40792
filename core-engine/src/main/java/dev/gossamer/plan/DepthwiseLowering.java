package dev.gossamer.plan;

import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.plan.DepthwiseLoops.Tile;
import java.util.ArrayList;
import java.util.List;

/** Depthwise convolutions of any window and multiplier, dense or sparse. */
final class DepthwiseLowering implements Lowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    return List.of(window(task).planes(task.input(0).shape(), task.node().output().shape()));
  }

  @Override
  public boolean reads(Task task, int input, Layout layout, Layout output) {
    return window(task).fits(layout, task.input(0).shape(), task.node().output().shape());
  }

  @Override
  public boolean writes(Task task, Layout layout) {
    return true;
  }

  @Override
  public Layout naturalOutput(Task task) {
    Shape y = task.output().shape();
    return Layout.pointwiseBands(y.dim(3), y.dim(1), y.dim(2));
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Buffer input = builder.read(task, 0, this);
    Buffer output = builder.write(task.output());
    Window window = window(task);
    int multiplier = ((DepthwiseConv2d) task.op()).multiplier();
    Shape y = task.output().shape();
    float[] weights = ConvolutionWeights.floats(ConvolutionWeights.weights(task, builder, 1));
    float[] bias = ConvolutionWeights.bias(task, builder, y.dim(3));
    Tile tile = tile(window, output.layout());
    DepthwiseLoops loops = DepthwiseLoops.of(window, input.layout(), output.layout(), tile);
    TapPatterns patterns =
        TapPatterns.choose(weights, y.dim(3), window, builder.options().sparse());
    DepthwiseKernel kernel =
        new DepthwiseKernel(
            loops,
            patterns.patterns(),
            task.activation(),
            task.slopes() != null,
            task.residual() != null);
    List<Operand> operands = new ArrayList<>();
    operands.add(new Operand.Activation(input));
    operands.add(new Operand.Activation(output));
    operands.add(
        builder
            .image()
            .words(
                new DepthwisePacking(kernel, patterns, weights, bias, task.slopes())
                    .pack(input.layout(), output.layout(), multiplier)));
    if (kernel.residual()) {
      operands.add(new Operand.Activation(builder.read(task.residual(), output.layout())));
    }
    builder.step(
        new Step(
            task.node().name(),
            task.label(),
            kernel,
            operands,
            patterns.reason(),
            (long) weights.length * y.dim(1) * y.dim(2),
            4 * loops.vectors() * patterns.work()));
  }

  /**
   * Sums are kept in registers, of which V8 has 15 for vectors: one holds the pixels, the others
   * the weights of the whole window, or of one of its columns.
   */
  private static Tile tile(Window window, Layout output) {
    return new Tile(4, 1);
  }

  private static Window window(Task task) {
    DepthwiseConv2d conv = (DepthwiseConv2d) task.op();
    Shape k = task.input(1).shape();
    return new Window(k.dim(1), k.dim(2), conv.stride(), conv.dilation(), conv.padding());
  }
}
