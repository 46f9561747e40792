package dev.gossamer.plan;

import dev.gossamer.graph.Value;
import java.util.List;

/**
 * How tasks of one operator become kernels. The consumer chooses the layout of what it reads; the
 * producer writes it straight away, or a conversion is put between.
 */
public interface Lowering {

  /**
   * Layouts in which the task would like to read an input, best first; empty if it takes whatever
   * comes.
   *
   * @param output the layout already chosen for the task's output
   */
  List<Layout> wishes(Task task, int input, Layout output);

  /** Whether the task can read an input in this layout without a conversion. */
  boolean reads(Task task, int input, Layout layout, Layout output);

  /** Whether the task can write its output in this layout. */
  boolean writes(Task task, Layout layout);

  /** The layout the task writes if nobody wishes for another. */
  Layout naturalOutput(Task task);

  /** The same for one of several outputs. */
  default Layout naturalOutput(Task task, Value output) {
    return naturalOutput(task);
  }

  /** Packs weights, claims buffers and adds steps. */
  void lower(Task task, PlanBuilder builder);
}
