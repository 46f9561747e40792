package dev.gossamer.models.cli;

import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.convert.Provenance;
import dev.gossamer.models.convert.SizeComparison;
import dev.gossamer.tflite.WriteOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    WriteOptions in(WriteOptions options) {
      return options.withWeights(written);
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
      description = {
        "The numbers that stand for black and for white in the input pictures, such as -1,1: whoever"
            + " loads the .goss file can scale pictures by them. Not kept in .tflite files."
      })
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
    ModelKind kind;
    try {
      kind = ModelKind.ofOutput(output);
    } catch (IllegalArgumentException wrong) {
      throw wrongUsage(wrong.getMessage());
    }
    refuseWhatIsNotKept(kind);
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

  /** A .tflite file has no place for them. */
  private void refuseWhatIsNotKept(ModelKind kind) {
    if (kind == ModelKind.TFLITE && !inputRange.isEmpty()) {
      throw wrongUsage("--input-range is kept in .goss files only, and " + output + " is none");
    }
    if (kind == ModelKind.TFLITE && recipe != null) {
      throw wrongUsage("--recipe is kept in .goss files only, and " + output + " is none");
    }
  }

  private WriteOptions options() {
    WriteOptions options = WriteOptions.AS_STORED;
    options = weights == null ? options : weights.in(options);
    return sparse == null ? options : options.withSparsity(sparse.written);
  }

  /** What a .goss file said of itself stays, unless options say something else. */
  private GossInfo info(ModelArgument argument, Graph graph) {
    Provenance provenance = new Provenance(argument.bytes(), argument.picture());
    return provenance.info(
        recipe != null ? recipe : provenance.recipe(step()),
        inputRange.isEmpty() ? provenance.ranges(graph) : ranges(graph));
  }

  /** What this command did to the weights, in words for the recipe. */
  private String step() {
    return Stream.of(word("weights", weights), word("sparse", sparse))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String word(String option, Object value) {
    return value == null ? "" : option + " " + value;
  }

  private List<InputRange> ranges(Graph graph) {
    if (inputRange.size() != 2 || !isRange(inputRange.get(0), inputRange.get(1))) {
      throw wrongUsage("--input-range: expected two finite numbers, the lower first: LOW,HIGH");
    }
    return Collections.nCopies(
        graph.inputs().size(), new InputRange(inputRange.get(0), inputRange.get(1)));
  }

  private static boolean isRange(float low, float high) {
    return low < high && Float.isFinite(low) && Float.isFinite(high);
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
