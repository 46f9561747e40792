package dev.gossamer.format;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.models.prune.Allocation;
import dev.gossamer.models.prune.Criterion;
import dev.gossamer.models.prune.Policy;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import dev.gossamer.tflite.WriteOptions.Sparsity;
import dev.gossamer.tflite.WriteOptions.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints the table of sizes in docs/goss.md: files of a network, dense and sparse, in float32 and
 * float16, as they are and after brotli of quality 9 (by node).
 */
final class GossSizes {
  private static final String BROTLI =
      "const zlib = require('zlib'), fs = require('fs');"
          + "process.stdout.write(String(zlib.brotliCompressSync(fs.readFileSync(process.argv[1]),"
          + "{params: {[zlib.constants.BROTLI_PARAM_LGWIN]: 24,"
          + " [zlib.constants.BROTLI_PARAM_QUALITY]: 9}}).length))";

  /** A network before and after pruning. */
  record Pair(String name, Graph dense, Graph sparse) {}

  private GossSizes() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("| network | file | dense f32 | dense f16 | sparse f32 | sparse f16 |");
    System.out.println("|---|---|--:|--:|--:|--:|");
    for (Pair pair : pairs()) {
      for (boolean goss : new boolean[] {false, true}) {
        StringBuilder row = new StringBuilder("| ");
        row.append(goss ? "" : pair.name()).append(" | ").append(goss ? ".goss" : ".tflite");
        for (boolean sparse : new boolean[] {false, true}) {
          for (Weights type : new Weights[] {Weights.FLOAT32, Weights.FLOAT16}) {
            byte[] file = write(sparse ? pair.sparse() : pair.dense(), goss, sparse, type);
            row.append(" | ").append(kilobytes(file.length)).append(" / ").append(brotli(file));
          }
        }
        System.out.println(row.append(" |"));
      }
    }
  }

  private static List<Pair> pairs() throws IOException {
    Graph v1 = PruningPlan.prepare(MobileNets.v1(0, 1, 1));
    Graph v2 = PruningPlan.prepare(MobileNets.v2(0, 1, 1));
    Graph full = PruningPlan.prepare(zoo("hand_landmark_full"));
    Graph hand = zoo("hand_landmark_sparse");
    Graph pose = zoo("pose_detection");
    return List.of(
        new Pair("MobileNetV1, 80 % unstructured", v1, prune(v1, "unstructured", 0.8)),
        new Pair("MobileNetV1, 80 % in blocks of 2x1", v1, prune(v1, "2x1", 0.8)),
        new Pair("MobileNetV1, 2:4", v1, prune(v1, "2:4", 0.5)),
        new Pair("MobileNetV2, 80 % unstructured", v2, prune(v2, "unstructured", 0.8)),
        new Pair("MobileNetV2, 80 % in blocks of 2x1", v2, prune(v2, "2x1", 0.8)),
        new Pair("hand_landmark_full, 80 % in blocks of 2x1", full, prune(full, "2x1", 0.8)),
        new Pair("hand_landmark_sparse, 72 %", hand, hand),
        new Pair(
            "face_detection_full_range(_sparse), 65 %",
            zoo("face_detection_full_range"), zoo("face_detection_full_range_sparse")),
        new Pair("pose_detection, 69 %", pose, pose));
  }

  /**
   * Every layer with weights that the pattern fits, the least weights of each.
   *
   * @param dense prepared
   */
  static Graph prune(Graph dense, String pattern, double sparsity) {
    return PruningPlan.of(
            dense, Pattern.parse(pattern), sparsity, new Policy.All(), Allocation.UNIFORM)
        .pruneByMagnitude(Criterion.MAGNITUDE_L1);
  }

  private static Graph zoo(String name) throws IOException {
    return TfliteReader.read(Files.readAllBytes(Zoo.standard().fetch(name, ProgressListener.NONE)));
  }

  static byte[] write(Graph graph, boolean goss, boolean sparse, Weights type) {
    WriteOptions options =
        WriteOptions.DEFAULT
            .withWeights(type)
            .withSparsity(sparse ? Sparsity.AUTO : Sparsity.OFF)
            .withBlocks(2, 1);
    return goss ? GossWriter.write(graph, options) : TfliteWriter.write(graph, options);
  }

  private static String brotli(byte[] file) throws IOException, InterruptedException {
    Path path = Files.createTempFile("goss-sizes", ".bin");
    try {
      Files.write(path, file);
      Process node =
          new ProcessBuilder("node", "-e", BROTLI, path.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String size = new String(node.getInputStream().readAllBytes());
      if (node.waitFor() != 0) {
        throw new IOException("node failed");
      }
      return kilobytes(Long.parseLong(size));
    } finally {
      Files.delete(path);
    }
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / 1e3);
  }
}
