package dev.gossamer.models.cli;

import dev.gossamer.format.GossInfo;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.tflite.WriteOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file that {@code prune} writes, or would write. */
final class PrunedFile {
  private PrunedFile() {}

  /**
   * How weights are stored. Training is in floats: what was halves before is stored as halves
   * again.
   */
  static WriteOptions options(PruningPlan plan, boolean trained) {
    WriteOptions options =
        plan.pattern().of(false) instanceof Block block
            ? WriteOptions.DEFAULT.withBlocks(block.rows(), block.columns())
            : WriteOptions.DEFAULT;
    boolean halves = trained && plan.layers().get(0).type() == DataType.FLOAT16;
    return halves ? options.withWeights(WriteOptions.Weights.FLOAT16) : options;
  }

  /**
   * Bytes by the ending of the file.
   *
   * @param output the only file there will be; null for one of every kind
   */
  static Map<String, Integer> sizes(Path output, PruningPlan plan, Graph pruned) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (ModelKind kind : ModelKind.values()) {
      if (output == null || ModelKind.of(output).orElseThrow() == kind) {
        byte[] file = kind.write(pruned, options(plan, false), GossInfo.NONE);
        sizes.put(kind.extension(), file.length);
      }
    }
    return sizes;
  }
}
