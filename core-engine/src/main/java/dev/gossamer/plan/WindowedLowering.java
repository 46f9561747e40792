package dev.gossamer.plan;

import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Shape;

/** What convolutions have in common that read windows of a picture and write any layout. */
abstract class WindowedLowering implements Lowering {
  @Override
  public final boolean writes(Task task, Layout layout) {
    return true;
  }

  @Override
  public final Layout naturalOutput(Task task) {
    Shape y = task.output().shape();
    return Layout.pointwiseBands(y.dim(3), y.dim(1), y.dim(2));
  }

  static Window window(Task task) {
    Shape k = task.input(1).shape();
    if (task.op() instanceof Conv2d conv) {
      return new Window(k.dim(1), k.dim(2), conv.stride(), conv.dilation(), conv.padding());
    }
    DepthwiseConv2d conv = (DepthwiseConv2d) task.op();
    return new Window(k.dim(1), k.dim(2), conv.stride(), conv.dilation(), conv.padding());
  }

  /** The planes with the border that the windows of a task never leave. */
  static Layout planes(Task task) {
    return window(task).planes(task.input(0).shape(), task.node().output().shape());
  }
}
