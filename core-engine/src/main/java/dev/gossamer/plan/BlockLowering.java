package dev.gossamer.plan;

import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.plan.Operand.Activation;

/** Blocks of pixels to channels and back. */
final class BlockLowering extends AnyLayoutLowering {
  @Override
  public void lower(Task task, PlanBuilder builder) {
    if (task.op() instanceof Op.DepthToSpace op) {
      depthToSpace(op.block(), task, builder);
    } else {
      spaceToDepth(((Op.SpaceToDepth) task.op()).block(), task, builder);
    }
  }

  /**
   * Output pixel (y, x), channel c is channel ((y % b) * b + x % b) * C + c of pixel (y/b, x/b).
   */
  private static void depthToSpace(int block, Task task, PlanBuilder builder) {
    Source source = Source.of(task.input(0), builder);
    MovementLowering.copy(
        task,
        builder,
        source,
        blocks(block, source.placement(), task.output().shape()),
        task.output());
  }

  private static void spaceToDepth(int block, Task task, PlanBuilder builder) {
    Source source = Source.of(task.input(0), builder);
    Buffer output = builder.write(task.output());
    Placement deep = Placement.of(task.output().shape(), output.layout());
    ElementwiseStep.of(builder, task)
        .input(source.operand(), source.placement())
        .add(
            new Formula.Copy(), new Activation(output), blocks(block, deep, task.input(0).shape()));
  }

  /**
   * The deep side of a block rearrangement, indexed by the wide side's pixels and channels; every
   * layout has one channel stride, so that rows, columns and channels stay separate sums.
   */
  private static Placement blocks(int block, Placement deep, Shape wide) {
    int channels = wide.dim(3);
    int[][] axes = deep.offsets();
    int[][] offsets = {axes[0], new int[wide.dim(1)], new int[wide.dim(2)], new int[channels]};
    for (int y = 0; y < wide.dim(1); y++) {
      offsets[1][y] = axes[1][y / block] + axes[3][y % block * block * channels];
    }
    for (int x = 0; x < wide.dim(2); x++) {
      offsets[2][x] = axes[2][x / block] + axes[3][x % block * channels];
    }
    System.arraycopy(axes[3], 0, offsets[3], 0, channels);
    return new Placement(deep.base(), offsets);
  }
}
