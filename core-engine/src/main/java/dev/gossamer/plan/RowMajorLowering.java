package dev.gossamer.plan;

import java.util.List;

/** Lowerings that read and write elements in row-major order only. */
abstract class RowMajorLowering implements Lowering {
  @Override
  public final List<Layout> wishes(Task task, int input, Layout output) {
    return List.of(Layout.rowMajor(task.input(input).shape()));
  }

  @Override
  public final boolean reads(Task task, int input, Layout layout, Layout output) {
    return layout.equals(Layout.rowMajor(task.input(input).shape()));
  }

  @Override
  public final boolean writes(Task task, Layout layout) {
    return layout.equals(Layout.rowMajor(task.output().shape()));
  }

  @Override
  public final Layout naturalOutput(Task task) {
    return Layout.rowMajor(task.output().shape());
  }
}
