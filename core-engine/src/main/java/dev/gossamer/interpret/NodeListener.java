package dev.gossamer.interpret;

import dev.gossamer.graph.Node;

/**
 * Watches an interpreter at work: for debugging, calibration, timing and comparison with compiled
 * kernels.
 */
@FunctionalInterface
public interface NodeListener {

  /**
   * Called after each node has run, in execution order. Nodes made of constants alone were
   * evaluated when the interpreter was made and are not reported.
   *
   * @param nanos how long the node took
   * @param outputs the node's results; valid during this call only
   */
  void ran(Node node, long nanos, Outputs outputs);

  /** Results of one node. */
  @FunctionalInterface
  interface Outputs {
    /**
     * A fresh copy of the output of that index, row-major (NHWC if four-dimensional); integers as
     * floats.
     */
    float[] get(int index);
  }
}
