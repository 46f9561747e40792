package dev.gossamer.models.prune;

import dev.gossamer.plan.DepthwiseKernel;
import dev.gossamer.plan.FullyConnectedKernel;
import dev.gossamer.plan.Operand;
import dev.gossamer.plan.PixelLoop;
import dev.gossamer.plan.PointwiseKernel;
import dev.gossamer.plan.Step;

/**
 * Cycles of a step on a core that does two 128-bit multiply-adds a cycle. Convolutions are costed
 * by the formula by which the planner chooses their tiles, the rest by what was measured or by the
 * bytes it moves.
 */
final class StepCost {
  /** A column of a pointwise kernel takes no less: its accumulators wait. */
  private static final double LATENCY = 5.2;

  private static final double GROUP_CYCLES = 14;
  private static final double STREAM_BYTES = 32;

  /** Vector multiply-adds a cycle of depthwise kernels: 26 of 34 GMAC/s of the peak. */
  private static final double DEPTHWISE_RATE = 1.5;

  private static final double FULLY_CONNECTED_RATE = 1.5;

  /** A listed column of four outputs, as FullyConnectedLowering counts. */
  private static final double SPARSE_COLUMN_CYCLES = 2.5;

  /** Read and written by kernels that only move or add, from the second-level cache. */
  private static final double BYTES_PER_CYCLE = 8;

  private StepCost() {}

  static double cycles(Step step) {
    return switch (step.kernel()) {
      case PointwiseKernel kernel -> pointwise(kernel, step);
      case DepthwiseKernel kernel -> step.executedMacs() / 4.0 / DEPTHWISE_RATE;
      case FullyConnectedKernel kernel ->
          kernel.sparse()
              ? step.executedMacs() / 4.0 * SPARSE_COLUMN_CYCLES
              : step.executedMacs() / 4.0 / FULLY_CONNECTED_RATE;
      default -> bytes(step) / BYTES_PER_CYCLE;
    };
  }

  private static double pointwise(PointwiseKernel kernel, Step step) {
    long vectors = PixelLoop.vectors(kernel.loops());
    int rows = kernel.rows();
    double listed = vectors == 0 ? 0 : step.executedMacs() / (4.0 * vectors * rows);
    double groups = groups(step, rows);
    double cycles = 0;
    for (PixelLoop loop : kernel.loops()) {
      for (PixelLoop.Tile tile : loop.tiles()) {
        int m = tile.map().vectors();
        double arithmetic = Math.max(rows * m / 2.0, LATENCY);
        double issue = Math.max((m + rows + 1) / 2.0, (m + rows * m + rows + 3) / 5.0);
        double column = Math.max(arithmetic, issue) + 4.0 * rows / STREAM_BYTES;
        cycles += loop.count() * (listed * column + groups * (GROUP_CYCLES + rows * m));
      }
    }
    return cycles;
  }

  /** The output's channels in groups. */
  private static double groups(Step step, int rows) {
    Operand output = step.operands().get(1);
    int channels =
        output instanceof Operand.Activation activation
            ? activation.buffer().layout().channels()
            : rows;
    return Math.ceil((double) channels / rows);
  }

  private static double bytes(Step step) {
    long bytes = 0;
    for (Operand operand : step.operands()) {
      if (operand instanceof Operand.Activation activation) {
        bytes += activation.buffer().layout().bytes();
      }
    }
    return bytes;
  }
}
