package dev.gossamer.rewrite;

import dev.gossamer.graph.Graph;
import java.util.List;

/**
 * Runs rules in order, again and again, until none applies. Each rule rebuilds the graph at most
 * once per pass, however often it fires.
 */
public final class Rewriter {
  /** Far above the 3 to 5 rounds of real models; only rules that undo each other get here. */
  private static final int MAX_ROUNDS = 1000;

  private final List<Rule> rules;

  /** The new graph and what was done to get it. */
  public record Result(Graph graph, RewriteReport report) {}

  public Rewriter(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The same graph if no rule applies. */
  public Result rewrite(Graph graph) {
    RewriteReport.Builder report = new RewriteReport.Builder();
    Graph current = graph;
    Graph[] settled = new Graph[rules.size()];
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Graph before = current;
      for (int i = 0; i < settled.length; i++) {
        if (current != settled[i]) {
          Graph next = rules.get(i).apply(current, report);
          settled[i] = next == current ? next : null;
          current = next;
        }
      }
      if (current == before) {
        return new Result(current, report.build());
      }
    }
    throw new IllegalStateException(
        "rewriting '" + graph.name() + "' does not settle within " + MAX_ROUNDS + " rounds");
  }
}
