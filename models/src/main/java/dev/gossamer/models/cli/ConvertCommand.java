package dev.gossamer.models.cli;

import dev.gossamer.Gossamer;
import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.GossReader;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.convert.SizeComparison;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.tflite.WriteOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer convert}: from one kind of file to another. */
@Command(
    name = "convert",
    description = "Write a model as a .goss or .tflite file.",
    footer = {
      "",
      "Without --weights and --sparse nothing is lost: back again, the file has the same weights,"
          + " bit for bit. docs/goss.md describes the .goss file.",
      "",
      "Examples:",
      "  gossamer convert hand_landmark_full -o hand.goss",
      "  gossamer convert my_model.tflite -o my_model.goss --weights f16",
      "  gossamer convert hand.goss -o hand.tflite --sparse auto"
    })
final class ConvertCommand implements Callable<Integer> {

  /** Types of weights in the file. */
  enum Weights {
    F32(WriteOptions.Weights.FLOAT32),
    F16(WriteOptions.Weights.FLOAT16);

    private final WriteOptions.Weights written;

    Weights(WriteOptions.Weights written) {
      this.written = written;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which weights are stored without their zeros. */
  enum Sparse {
    AUTO(WriteOptions.Sparsity.AUTO),
    OFF(WriteOptions.Sparsity.OFF);

    private final WriteOptions.Sparsity written;

    Sparse(WriteOptions.Sparsity written) {
      this.written = written;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite or .goss file or a name from 'gossamer models'.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; its name ends in .goss or .tflite.")
  private Path output;

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = "Type of all weights: f32, or f16, which rounds. Without it they keep theirs.")
  private Weights weights;

  @Option(
      names = "--sparse",
      paramLabel = "WHICH",
      description = {
        "auto: weights take the storage with fewest bytes; off: every zero is stored.",
        "Without it a .tflite file has the sparse weights that the model has; a .goss file always"
            + " takes the storage with fewest bytes."
      })
  private Sparse sparse;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "What black and white are in the inputs, such as -1,1; kept in a .goss file.")
  private List<Float> inputRange = List.of();

  @Option(
      names = "--recipe",
      paramLabel = "TEXT",
      description = "How the model came to be, for people; kept in a .goss file.")
  private String recipe;

  ConvertCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ModelKind kind =
        ModelKind.of(output)
            .orElseThrow(
                () ->
                    wrongUsage(
                        "--output: the file's name must end in .goss or .tflite, got " + output));
    ModelArgument argument = ModelArgument.resolve(model, context, spec.commandLine().getErr());
    OutputFile.requireOther(output, argument.file());
    Graph graph = ModelReader.read(argument.bytes());
    byte[] file = kind.write(graph, options(), info(argument, graph));
    OutputFile.write(output, file);
    SizeComparison sizes = SizeComparison.of(argument.bytes(), file);
    new ConversionReport(sizes, context.terminal()).print(spec.commandLine().getOut(), output);
    spec.commandLine().getOut().flush();
    return Main.SUCCESS;
  }

  private WriteOptions options() {
    WriteOptions options = WriteOptions.AS_STORED;
    options = weights == null ? options : options.withWeights(weights.written);
    return sparse == null ? options : options.withSparsity(sparse.written);
  }

  /** What a .goss file said of itself stays, unless options say something else. */
  private GossInfo info(ModelArgument argument, Graph graph) {
    GossInfo known =
        ModelKind.of(argument.bytes()) == ModelKind.GOSS
            ? GossReader.readFile(argument.bytes()).info()
            : GossInfo.NONE;
    String source = known.sourceSha256();
    return new GossInfo(
        "Gossamer " + Gossamer.version(),
        source.isEmpty() ? FileHash.sha256(argument.bytes()) : source,
        recipe != null ? recipe : recipe(known.recipe()),
        ranges(argument, graph, known));
  }

  private String recipe(String before) {
    StringJoiner steps = new StringJoiner("; ");
    if (!before.isEmpty()) {
      steps.add(before);
    }
    if (weights != null) {
      steps.add("weights " + weights);
    }
    return steps.toString();
  }

  private List<InputRange> ranges(ModelArgument argument, Graph graph, GossInfo known) {
    int inputs = graph.inputs().size();
    if (!inputRange.isEmpty()) {
      if (inputRange.size() != 2 || !(inputRange.get(0) < inputRange.get(1))) {
        throw wrongUsage("--input-range: expected two numbers, the lower first: LOW,HIGH");
      }
      return Collections.nCopies(inputs, new InputRange(inputRange.get(0), inputRange.get(1)));
    }
    return argument
        .picture()
        .map(picture -> Collections.nCopies(inputs, new InputRange(picture.low(), picture.high())))
        .orElse(known.inputRanges());
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
