package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.List;
import java.util.Optional;

/** Which layers are pruned; every decision says why. */
public interface Policy {

  /**
   * One decision per layer, in order. A layer that the pattern does not fit is never pruned.
   *
   * @param graph whose layers these are
   * @param sparsity what is asked for, 0..1
   * @throws dev.gossamer.UnsupportedModelException if the policy needs a plan and there is none
   */
  List<Decision> decide(Graph graph, List<PrunableLayer> layers, Pattern pattern, double sparsity);

  /** Whether a layer is pruned, if it is the only one. */
  default boolean allow(Graph graph, PrunableLayer layer, Pattern pattern, double sparsity) {
    return decide(graph, List.of(layer), pattern, sparsity).get(0).prune();
  }

  /**
   * That a layer can have zeros of a pattern at all, whatever the policy thinks of it.
   *
   * @throws IllegalArgumentException if it cannot, with the reason: its weights are shared with
   *     another layer, the pattern is for layers of another kind, or does not divide its channels
   */
  static void ensureSupported(Graph graph, PrunableLayer layer, Pattern pattern) {
    Support.objection(graph, layer, pattern)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(
                  "'" + layer.name() + "' cannot be pruned: " + objection);
            });
  }

  /** Every layer the pattern fits. */
  record All() implements Policy {
    @Override
    public List<Decision> decide(
        Graph graph, List<PrunableLayer> layers, Pattern pattern, double sparsity) {
      return layers.stream()
          .map(
              layer ->
                  Support.objection(graph, layer, pattern)
                      .map(objection -> new Decision(layer, false, objection))
                      .orElse(new Decision(layer, true, "every layer")))
          .toList();
    }
  }

  /**
   * Layers whose name matches, among those that the pattern fits.
   *
   * @param globs each names layers: {@code *} stands for any characters, {@code ?} for one; upper
   *     and lower case differ
   */
  record Only(List<String> globs) implements Policy {
    public Only {
      globs = List.copyOf(globs);
      if (globs.isEmpty() || globs.contains("")) {
        throw new IllegalArgumentException("expected names of layers, got " + globs);
      }
    }

    public Only(String glob) {
      this(List.of(glob));
    }

    /** Those that no layer matches. */
    public List<String> unmatched(List<PrunableLayer> layers) {
      return globs.stream()
          .filter(glob -> layers.stream().noneMatch(layer -> Glob.matches(glob, layer.name())))
          .toList();
    }

    @Override
    public List<Decision> decide(
        Graph graph, List<PrunableLayer> layers, Pattern pattern, double sparsity) {
      return layers.stream().map(layer -> decide(graph, layer, pattern)).toList();
    }

    private Decision decide(Graph graph, PrunableLayer layer, Pattern pattern) {
      Optional<String> match =
          globs.stream().filter(glob -> Glob.matches(glob, layer.name())).findFirst();
      if (match.isEmpty()) {
        return new Decision(layer, false, "not " + String.join(" or ", globs));
      }
      return Support.objection(graph, layer, pattern)
          .map(objection -> new Decision(layer, false, objection))
          .orElse(new Decision(layer, true, "matches " + match.get()));
    }
  }
}
