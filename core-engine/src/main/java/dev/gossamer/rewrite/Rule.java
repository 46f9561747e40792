package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;

/** A rewrite that keeps what the graph computes. */
public interface Rule {

  /** Lower case with hyphens, such as {@code fold-padding}; used in reports. */
  String name();

  /**
   * Applies the rule wherever it applies.
   *
   * @param report told of each place
   * @return the new graph; the same instance if the rule applies nowhere
   */
  Graph apply(Graph graph, RewriteReport.Builder report);
}
