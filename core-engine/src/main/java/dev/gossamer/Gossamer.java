package dev.gossamer;

import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.CodegenOptions;
import dev.gossamer.codegen.CompiledModel;
import dev.gossamer.codegen.Manifest;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.rewrite.RewriteReport;
import dev.gossamer.rewrite.Rewriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads and compiles models.
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

  /** Loads the bytes of a {@code .tflite} or {@code .goss} file. */
  public static Model load(byte[] bytes) {
    return load(bytes, LoadOptions.DEFAULT);
  }

  /**
   * Loads the bytes of a {@code .tflite} or {@code .goss} file; they are not kept.
   *
   * @throws ModelFormatException if they are not a model that can be trusted
   * @throws GossamerException with code UNSUPPORTED if the model needs what the engine lacks
   */
  public static Model load(byte[] bytes, LoadOptions options) {
    Graph read = ModelReader.read(bytes);
    Rewriter.Result rewritten = rewrite(read, options);
    Interpreter interpreter = new Interpreter(rewritten.graph());
    return new LoadedModel(
        name(read, options),
        LoadedModel.describe(read.inputs(), "input"),
        LoadedModel.describe(read.outputs(), "output"),
        explain(rewritten),
        rewritten.report().removed(),
        interpreter::run);
  }

  /**
   * Loads a model to be run as a compiled module, by a WebAssembly engine on the JVM.
   *
   * @throws ModelFormatException if the bytes are not a model that can be trusted
   * @throws GossamerException with code UNSUPPORTED if the model needs what the compiler lacks, or
   *     as the host says
   */
  public static Model load(byte[] bytes, CompileOptions options, ModuleHost host) {
    Graph read = ModelReader.read(bytes);
    Rewriter.Result rewritten = rewrite(read, options.load());
    CompiledModule module = compile(read, rewritten, options);
    return new LoadedModel(
        module.name(),
        module.inputs(),
        module.outputs(),
        explain(rewritten),
        rewritten.report().removed(),
        host.instantiate(module));
  }

  /**
   * Compiles the bytes of a {@code .tflite} or {@code .goss} file into a WebAssembly module made
   * for exactly this model; they are not kept.
   *
   * @throws ModelFormatException if they are not a model that can be trusted
   * @throws GossamerException with code UNSUPPORTED if the model needs what the compiler lacks, a
   *     convolution of more than 32 pictures at once for instance; it may still {@link #load}
   */
  public static CompiledModule compile(byte[] bytes, CompileOptions options) {
    Graph read = ModelReader.read(bytes);
    return compile(read, rewrite(read, options.load()), options);
  }

  /**
   * Compiles the bytes of a model file into one self-contained WebAssembly module: code, weights
   * and, in the custom section {@value Codegen#MANIFEST_SECTION}, a manifest that says what it
   * takes and gives. It imports nothing, and the npm package's {@code gossamer/aot} runs it in 5 KB
   * of JavaScript; with {@link CompileOptions#withThreads()} it imports a shared memory, and {@code
   * gossamer/aot-threads} runs it.
   *
   * @throws ModelFormatException if they are not a model that can be trusted
   * @throws GossamerException with code UNSUPPORTED if the model needs what the compiler lacks
   */
  public static byte[] compileStandalone(byte[] bytes, CompileOptions options) {
    Graph read = ModelReader.read(bytes);
    Plan plan = Planner.plan(rewrite(read, options.load()).graph(), planning(options));
    String manifest =
        Manifest.standalone(
            VERSION,
            options.relaxedSimd(),
            name(read, options.load()),
            LoadedModel.describe(read.inputs(), "input"),
            LoadedModel.describe(read.outputs(), "output"),
            plan);
    return Codegen.compileStandalone(plan, codegenOptions(options), manifest);
  }

  /**
   * A model of a module that was compiled before.
   *
   * @throws GossamerException as the host says
   */
  public static Model load(CompiledModule module, ModuleHost host) {
    return new LoadedModel(
        module.name(),
        module.inputs(),
        module.outputs(),
        List.of(),
        RemovedWork.NONE,
        host.instantiate(module));
  }

  private static PlanOptions planning(CompileOptions options) {
    return options.threads() ? PlanOptions.THREADS : PlanOptions.DEFAULT;
  }

  private static CodegenOptions codegenOptions(CompileOptions options) {
    return new CodegenOptions(options.relaxedSimd(), options.names(), options.threads());
  }

  private static CompiledModule compile(
      Graph read, Rewriter.Result rewritten, CompileOptions options) {
    Plan plan = Planner.plan(rewritten.graph(), planning(options));
    CompiledModel compiled = Codegen.compile(plan, codegenOptions(options));
    String name = name(read, options.load());
    List<TensorInfo> inputs = LoadedModel.describe(read.inputs(), "input");
    List<TensorInfo> outputs = LoadedModel.describe(read.outputs(), "output");
    return new CompiledModule(
        name,
        compiled.wasm(),
        plan.weights(),
        Manifest.json(
            name, inputs, outputs, plan, rewritten.report().removed(), notes(rewritten.report())),
        inputs,
        outputs);
  }

  private static Rewriter.Result rewrite(Graph read, LoadOptions options) {
    return RewriteOptions.ALL
        .withDeadChannels(options.removeDeadChannels())
        .withEvaluator(NodeEvaluator::evaluate)
        .rewriter()
        .rewrite(read);
  }

  private static String name(Graph read, LoadOptions options) {
    return options.name().isEmpty() ? read.name() : options.name();
  }

  /** Loads a {@code .tflite} or {@code .goss} file; not for the page, which has no files. */
  public static Model load(Path file) {
    return load(file, LoadOptions.DEFAULT);
  }

  /**
   * Loads a {@code .tflite} or {@code .goss} file; not for the page, which has no files.
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
    Map<String, List<String>> notes = notes(rewritten.report());
    List<LayerReport> reports = new ArrayList<>();
    for (LayerStatistics layer : GraphStatistics.of(rewritten.graph()).layers()) {
      reports.add(
          new LayerReport(
              layer.node(),
              layer.op(),
              layer.inputs(),
              layer.outputs(),
              layer.density(),
              layer.macs(),
              layer.macsOnNonZeros(),
              notes.getOrDefault(layer.node(), List.of())));
    }
    return reports;
  }

  /** What rules did to each node, for people; nodes left alone are absent. */
  private static Map<String, List<String>> notes(RewriteReport report) {
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (Map.Entry<String, List<RewriteReport.Firing>> entry : report.byNode().entrySet()) {
      List<String> lines = new ArrayList<>();
      for (RewriteReport.Firing firing : entry.getValue()) {
        lines.add(firing.rule() + ": " + firing.detail());
      }
      notes.put(entry.getKey(), lines);
    }
    // What a rule did to the graph as a whole.
    notes.remove("");
    return notes;
  }
}
