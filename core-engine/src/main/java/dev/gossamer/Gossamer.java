package dev.gossamer;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.rewrite.RewriteReport;
import dev.gossamer.rewrite.Rewriter;
import dev.gossamer.tflite.TfliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loads models.
 *
 * <pre>{@code
 * try (Model model = Gossamer.load(Path.of("hand_landmark_sparse.tflite"))) {
 *   Map<String, Tensor> out = model.run(Map.of("input_1", Tensor.of(shape, pixels)));
 * }
 * }</pre>
 */
public final class Gossamer {
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private Gossamer() {}

  /** The version of this library, such as {@code 0.1.0}. */
  public static String version() {
    return VERSION;
  }

  /** Loads the bytes of a {@code .tflite} file. */
  public static Model load(byte[] bytes) {
    return load(bytes, LoadOptions.DEFAULT);
  }

  /**
   * Loads the bytes of a {@code .tflite} file; they are not kept.
   *
   * @throws ModelFormatException if they are not a model that can be trusted
   * @throws GossamerException with code UNSUPPORTED if the model needs what the engine lacks
   */
  public static Model load(byte[] bytes, LoadOptions options) {
    Graph read = TfliteReader.read(bytes);
    RewriteOptions rules =
        RewriteOptions.ALL
            .withDeadChannels(options.removeDeadChannels())
            .withEvaluator(NodeEvaluator::evaluate);
    Rewriter.Result rewritten = rules.rewriter().rewrite(read);
    Interpreter interpreter = new Interpreter(rewritten.graph());
    return new LoadedModel(
        options.name().isEmpty() ? read.name() : options.name(),
        LoadedModel.describe(read.inputs(), "input"),
        LoadedModel.describe(read.outputs(), "output"),
        explain(rewritten),
        interpreter::run);
  }

  /** Loads a {@code .tflite} file; not for the page, which has no files. */
  public static Model load(Path file) {
    return load(file, LoadOptions.DEFAULT);
  }

  /**
   * Loads a {@code .tflite} file; not for the page, which has no files.
   *
   * @throws GossamerException with code FILE if it cannot be read; otherwise as for bytes
   */
  public static Model load(Path file, LoadOptions options) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new GossamerException("FILE", "Cannot read model file " + file + ": " + e);
    }
    return load(bytes, options);
  }

  private static List<LayerReport> explain(Rewriter.Result rewritten) {
    Map<String, List<RewriteReport.Firing>> firings = rewritten.report().byNode();
    List<LayerReport> reports = new ArrayList<>();
    for (LayerStatistics layer : GraphStatistics.of(rewritten.graph()).layers()) {
      List<String> notes = new ArrayList<>();
      for (RewriteReport.Firing firing : firings.getOrDefault(layer.node(), List.of())) {
        notes.add(firing.rule() + ": " + firing.detail());
      }
      reports.add(
          new LayerReport(
              layer.node(),
              layer.op(),
              layer.inputs(),
              layer.outputs(),
              layer.density(),
              layer.macs(),
              layer.macsOnNonZeros(),
              notes));
    }
    return reports;
  }
}
