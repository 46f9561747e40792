package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Layers that become faster, as the compiler's own planner sees it: the graph is planned as it is
 * and with every candidate pruned by magnitude. Candidates are 1x1 convolutions (depthwise ones for
 * patterns of taps): they hold 70 to 90 % of the work of vision models, and every published sparse
 * model leaves the rest dense, which loses most when pruned.
 *
 * @param leastShare a layer must save at least this share of the whole model's time, 0..1
 */
public record PruneForLatency(double leastShare) implements Policy {
  /** A layer that saves less is not worth its loss. */
  public static final PruneForLatency STANDARD = new PruneForLatency(0.001);

  public PruneForLatency {
    if (!(leastShare >= 0 && leastShare <= 1)) {
      throw new IllegalArgumentException("share must be 0..1, got " + leastShare);
    }
  }

  @Override
  public List<Decision> decide(
      Graph graph, List<PrunableLayer> layers, Pattern pattern, double sparsity) {
    List<PrunableLayer> candidates = new ArrayList<>();
    for (PrunableLayer layer : layers) {
      if (isCandidate(layer, pattern) && Support.objection(graph, layer, pattern).isEmpty()) {
        candidates.add(layer);
      }
    }
    LatencyEstimate before = LatencyEstimate.of(graph);
    LatencyEstimate after =
        LatencyEstimate.of(
            Magnitude.prune(graph, candidates, pattern, layer -> sparsity, Criterion.MAGNITUDE_L1));
    List<Decision> decisions = new ArrayList<>();
    for (PrunableLayer layer : layers) {
      if (candidates.contains(layer)) {
        decisions.add(decide(layer, before, after, sparsity));
      } else {
        String reason =
            Support.objection(graph, layer, pattern)
                .orElse(pattern.isDepthwise() ? "not depthwise" : "not a 1x1 convolution");
        decisions.add(new Decision(layer, false, reason));
      }
    }
    return decisions;
  }

  private static boolean isCandidate(PrunableLayer layer, Pattern pattern) {
    LayerStatistics.Kind kind =
        pattern.of(layer.isDepthwise()).isDepthwise()
            ? LayerStatistics.Kind.DEPTHWISE
            : LayerStatistics.Kind.POINTWISE;
    return layer.statistics().kind() == kind;
  }

  private Decision decide(
      PrunableLayer layer, LatencyEstimate before, LatencyEstimate after, double sparsity) {
    double dense = before.of(layer.name());
    double sparse = after.of(layer.name());
    boolean pays = dense - sparse >= leastShare * before.total() && dense > sparse;
    String times = String.format(Locale.ROOT, "%.3f to %.3f ms", dense, sparse);
    double zeros = 1 - layer.statistics().density();
    if (!pays && zeros > 0 && zeros >= sparsity) {
      String share = String.format(Locale.ROOT, "%.1f %% of it", 100 * zeros);
      return new Decision(layer, false, "as sparse already: " + share);
    }
    String reason = pays ? "saves time: " + times : "saves too little: " + times;
    return new Decision(layer, pays, reason);
  }
}
