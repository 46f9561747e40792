package dev.gossamer.plan;

import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Depthwise convolutions of any window and multiplier, dense or sparse. */
final class DepthwiseLowering extends WindowedLowering {
  /** Bytes of code a module may spend on patterns of taps. */
  private static final int CODE_BUDGET = 40_000;

  /** Place of the stream among the operands. */
  private static final int STREAM = 2;

  /** Most of an L2 cache of 2 MB. */
  private static final int L2_BYTES = 1_500_000;

  /** A multiply-add with its share of a load. */
  private static final int BYTES_PER_TAP = 13;

  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    return List.of(planes(task));
  }

  @Override
  public boolean reads(Task task, int input, Layout layout, Layout output) {
    return window(task).fits(layout, task.input(0).shape(), task.node().output().shape());
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Buffer input = builder.read(task, 0, this);
    builder.step(step(task, builder, input, builder.write(task.output()), true));
  }

  /**
   * The step that makes the first rows, as many as the output's layout has.
   *
   * @param cut into parts, where the plan is for threads
   */
  static Step step(Task task, PlanBuilder builder, Buffer input, Buffer output, boolean cut) {
    Window window = window(task);
    int multiplier = ((DepthwiseConv2d) task.op()).multiplier();
    Shape y = task.output().shape();
    float[] weights = ConvolutionWeights.floats(ConvolutionWeights.weights(task, builder, 1));
    float[] bias = ConvolutionWeights.bias(task, builder, y.dim(3));
    int rows = tileRows(window, input.layout(), output.layout());
    DepthwiseLoops loops =
        new DepthwiseTiling(window, input.layout(), output.layout(), rows).loops();
    TapPatterns patterns =
        patterns(new TapPatterns.Chooser(weights, y.dim(3), window), loops, builder);
    DepthwiseKernel kernel =
        new DepthwiseKernel(
            loops,
            patterns.patterns(),
            task.activation(),
            task.slopes() != null,
            task.residual() != null);
    DepthwisePacking packing =
        new DepthwisePacking(kernel, patterns, weights, bias, task.slopes())
            .pack(input.layout(), output.layout(), multiplier);
    long executed = 4 * loops.vectors() * packing.listed();
    int parts = Partition.parts(executed, builder.options());
    if (cut && parts > 1) {
      packing.cut(parts);
    }
    List<Operand> operands = new ArrayList<>();
    operands.add(new Operand.Activation(input));
    operands.add(new Operand.Activation(output));
    Operand.Stream stream = builder.image().words(packing.words());
    operands.add(stream);
    if (kernel.residual()) {
      operands.add(new Operand.Activation(builder.read(task.residual(), output.layout())));
    }
    Step step =
        new Step(
            task.node().name(),
            task.label(),
            kernel,
            operands,
            patterns.reason(),
            (long) weights.length * y.dim(1) * y.dim(2),
            executed);
    return step.cut(calls(step.whole(), packing, stream));
  }

  private static TapPatterns patterns(
      TapPatterns.Chooser chooser, DepthwiseLoops loops, PlanBuilder builder) {
    return builder.options().sparse()
        ? chooser.sparse((CODE_BUDGET - codeSpent(builder)) / tapBytes(loops))
        : chooser.dense();
  }

  /** The call of the whole as one of each part of the stream. */
  private static List<Call> calls(Call whole, DepthwisePacking packing, Operand.Stream stream) {
    List<Call> calls = new ArrayList<>();
    for (int part = 0; part < packing.parts(); part++) {
      calls.add(whole.with(STREAM, new Operand.Stream(stream.offset() + packing.part(part))));
    }
    return calls;
  }

  /**
   * Rows of a tile, as measured on Emerald Rapids in V8 13.6, which has 15 vector registers: sums,
   * one vector of pixels, and the weights of the window or of one of its columns. Eight rows are
   * best but where windows are small and rows of a tile need many output pointers, one per band, or
   * where an input beyond the L2 cache is read with a stride (112x112x64: 2 rows 152 us, 8 rows 206
   * us).
   */
  private static int tileRows(Window window, Layout input, Layout output) {
    if (window.height() > 3) {
      return Math.max(2, Math.min(8, 14 - window.height()));
    }
    if (window.stride().height() > 1 && input.bytes() > L2_BYTES) {
      return 2;
    }
    return output.bandRows() < 4 ? 4 : 8;
  }

  /** Bytes of code that hard-wiring one more tap takes. */
  private static int tapBytes(DepthwiseLoops loops) {
    return BYTES_PER_TAP * loops.codeVectors();
  }

  /** Code of patterns beside the first of each kernel so far. */
  private static int codeSpent(PlanBuilder builder) {
    Set<DepthwiseKernel> kernels = new HashSet<>();
    int bytes = 0;
    for (Step step : builder.steps()) {
      Kernel each = step.kernel() instanceof BandsKernel bands ? bands.depthwise() : step.kernel();
      if (each instanceof DepthwiseKernel kernel
          && kernel.patterns().size() > 1
          && kernels.add(kernel)) {
        for (TapPattern pattern : kernel.patterns().subList(1, kernel.patterns().size())) {
          bytes += pattern.taps().size() * tapBytes(kernel.loops());
        }
      }
    }
    return Math.min(bytes, CODE_BUDGET);
  }
}
