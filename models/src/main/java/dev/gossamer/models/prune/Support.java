package dev.gossamer.models.prune;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.pattern.Pattern;
import java.util.Optional;

/** Which layer can have zeros of which pattern at all. */
final class Support {
  private Support() {}

  /** Why the layer cannot be pruned so; empty if it can. */
  static Optional<String> objection(Graph graph, PrunableLayer layer, Pattern asked) {
    Pattern pattern = asked.of(layer.isDepthwise());
    if (graph.consumers(layer.node().input(1)).size() > 1) {
      return Optional.of("its weights are shared with another layer");
    }
    if (pattern.isDepthwise() != layer.isDepthwise()) {
      return Optional.of(
          layer.isDepthwise()
              ? pattern.label() + " is not for depthwise windows"
              : pattern.label() + " is for depthwise windows only");
    }
    boolean oneTap = layer.columns() == layer.inputChannels() || layer.isDepthwise();
    if (!oneTap && layer.inputChannels() % pattern.columnGroup() != 0) {
      return Optional.of(
          layer.inputChannels()
              + " input channels are no multiple of "
              + pattern.columnGroup()
              + ", as "
              + pattern.label()
              + " needs for windows");
    }
    return Optional.empty();
  }
}
