package dev.gossamer.plan;

import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Op.Reduce;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Mean, sum and maximum over any axes, in any layout. */
final class ReduceLowering extends AnyLayoutLowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    return List.of(natural(task.input(input).shape()));
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Reduce reduce = (Reduce) task.op();
    boolean[] gone = new boolean[task.input(0).shape().rank()];
    for (int axis : reduce.axes()) {
      gone[axis] = true;
    }
    add(
        task,
        builder,
        gone,
        reduce.keepDims(),
        reduce.kind() == Reduce.Kind.REDUCE_MAX,
        reduce.kind() == Reduce.Kind.MEAN);
  }

  /** Pooling over the whole picture. */
  static void global(Pool2d.Kind kind, Task task, PlanBuilder builder) {
    boolean maximum = kind == Pool2d.Kind.MAX;
    add(task, builder, new boolean[] {false, true, true, false}, true, maximum, !maximum);
  }

  private static void add(
      Task task,
      PlanBuilder builder,
      boolean[] gone,
      boolean keepDims,
      boolean maximum,
      boolean mean) {
    Value input = task.input(0);
    Source source = Source.of(input, builder);
    List<LoopNest> reduced = reducedNests(source.placement(), gone);
    if (reduced == null) {
      source = Source.of(input, builder.read(input, Layout.rowMajor(input.shape())));
      reduced = reducedNests(source.placement(), gone);
    }
    Buffer output = builder.write(task.output());
    Placement target = Placement.of(task.output().shape(), output.layout());
    List<int[]> tables = new ArrayList<>();
    List<LoopNest> kept =
        LoopNests.over(tables, kept(source.placement(), gone, keepDims), target).nests();
    int count = 1;
    for (int axis = 0; axis < gone.length; axis++) {
      count *= gone[axis] ? input.shape().dim(axis) : 1;
    }
    ReduceKernel kernel =
        new ReduceKernel(
            maximum,
            mean ? 1f / count : 1f,
            task.activation(),
            kept,
            reduced,
            alongReduced(kept, reduced),
            tables.size());
    List<Operand> operands = new ArrayList<>();
    operands.add(source.operand());
    operands.add(new Operand.Activation(output));
    for (int[] table : tables) {
      operands.add(builder.image().words(table));
    }
    String reason =
        kernel.alongReduced()
            ? "what is summed up lies side by side"
            : "results lie side by side, or nothing does";
    builder.step(new Step(task.node().name(), task.label(), kernel, operands, reason, 0, 0));
  }

  /** Loops over what goes into one result, or null if they would need tables. */
  private static List<LoopNest> reducedNests(Placement source, boolean[] gone) {
    int[][] offsets = new int[gone.length][];
    for (int axis = 0; axis < gone.length; axis++) {
      offsets[axis] = gone[axis] ? source.offsets()[axis] : new int[1];
    }
    LoopNests loops = LoopNests.over(new Placement(0, offsets));
    return loops.tables().isEmpty() ? loops.nests() : null;
  }

  /** Where the input of each result begins. */
  private static Placement kept(Placement source, boolean[] gone, boolean keepDims) {
    List<int[]> offsets = new ArrayList<>();
    int base = source.base();
    for (int axis = 0; axis < gone.length; axis++) {
      if (!gone[axis]) {
        offsets.add(source.offsets()[axis]);
      } else if (keepDims) {
        offsets.add(new int[1]);
      }
    }
    return new Placement(base, offsets.toArray(new int[0][]));
  }

  /** Vectors run along results if results lie side by side, else along what is summed. */
  private static boolean alongReduced(List<LoopNest> kept, List<LoopNest> reduced) {
    LoopNest.Loop result = kept.get(0).inner();
    LoopNest.Loop summed = reduced.get(0).inner();
    if (result.strides().get(0) == 4 && result.extent() >= 4) {
      return false;
    }
    return summed.extent() >= 4 && (summed.strides().get(0) == 4 || result.extent() < 4);
  }
}
