package dev.gossamer.models.cli;

import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.LoadOptions;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.models.cli.TextTable.Column;
import dev.gossamer.models.wasm.GraalWasmHost;
import dev.gossamer.models.wasm.StandaloneModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer run}: runs a model once on given or seeded inputs. */
@Command(
    name = "run",
    description = "Run a model and write its outputs, one little-endian float32 file each.",
    footer = {
      "",
      "Inputs are little-endian float32 in NHWC order. --seed fills the inputs with the numbers of"
          + " mulberry32, in [0,1]; the second input gets the next seed, and so on.",
      "",
      "Examples:",
      "  gossamer run hand_landmark_full --seed 12345 --output out/",
      "  gossamer run face_landmark --seed 1 --output out/ --backend wasm",
      "  gossamer run my_model.tflite --input pixels.f32 --output out/",
      "  gossamer run two_inputs.tflite --input left=a.f32 --input right=b.f32 --output out/"
    })
final class RunCommand implements Callable<Integer> {

  /** What runs the model. */
  enum Backend {
    /** The plain Java interpreter. */
    PORTABLE {
      @Override
      Model load(byte[] bytes, LoadOptions options) {
        return Gossamer.load(bytes, options);
      }
    },

    /** The WebAssembly module that a page would run. */
    WASM {
      @Override
      Model load(byte[] bytes, LoadOptions options) {
        CompileOptions compile = CompileOptions.SIMD.withLoadOptions(options).withRelaxedSimd();
        return Gossamer.load(bytes, compile, new GraalWasmHost());
      }
    };

    abstract Model load(byte[] bytes, LoadOptions options);

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the numbers come from: one or the other. */
  static final class Source {
    @Option(
        names = "--input",
        paramLabel = "[NAME=]FILE",
        description = "The file of an input; its name may be left out if there is only one.")
    private List<String> files = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of generated inputs.")
    private Integer seed;
  }

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite, .goss or compiled .wasm file, or a name from 'gossamer models'.")
  private String model;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "Folder for out0.f32, out1.f32, …; made if it is not there.")
  private Path output;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = {
        "What runs the model: ${COMPLETION-CANDIDATES} (default: portable, and wasm for a compiled"
            + " module).",
        "wasm executes the compiled module in GraalWasm: for checking it, not for speed. Small"
            + " models take seconds."
      })
  private Backend backend;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Run N times and print the first and the best time (default: ${DEFAULT-VALUE}).")
  private int repeat;

  RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (repeat < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repeat must be at least 1, got " + repeat);
    }
    ModelArgument argument = ModelArgument.resolve(model, context, spec.commandLine().getErr());
    try (Model loaded = load(argument)) {
      Map<String, Tensor> inputs =
          source.seed == null
              ? InputFiles.read(source.files, loaded.inputs())
              : seeded(source.seed, loaded.inputs());
      long[] nanoseconds = new long[repeat];
      Map<String, Tensor> outputs = Map.of();
      for (int i = 0; i < repeat; i++) {
        long start = System.nanoTime();
        outputs = loaded.run(inputs);
        nanoseconds[i] = System.nanoTime() - start;
      }
      write(loaded.outputs(), outputs);
      report(loaded.outputs(), outputs, nanoseconds);
    }
    return Main.SUCCESS;
  }

  /** A compiled module has its backend already. */
  private Model load(ModelArgument argument) {
    if (StandaloneModule.isWasm(argument.bytes())) {
      if (backend == Backend.PORTABLE) {
        throw new ParameterException(
            spec.commandLine(),
            "--backend portable: "
                + argument.name()
                + " is a compiled module, which only wasm runs; give the model it was made of");
      }
      backend = Backend.WASM;
      return StandaloneModule.read(argument.bytes()).load();
    }
    backend = backend == null ? Backend.PORTABLE : backend;
    return backend.load(argument.bytes(), LoadOptions.DEFAULT.withName(argument.name()));
  }

  private static Map<String, Tensor> seeded(int seed, List<TensorInfo> inputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorInfo info : inputs) {
      tensors.put(info.name(), SeededInput.tensor(seed + tensors.size(), info.shape()));
    }
    return tensors;
  }

  private void write(List<TensorInfo> infos, Map<String, Tensor> outputs) {
    try {
      Files.createDirectories(output);
      for (int i = 0; i < infos.size(); i++) {
        FloatFile.write(file(i), outputs.get(infos.get(i).name()).data());
      }
    } catch (IOException failure) {
      throw new CommandFailure(
          "outputs cannot be written to "
              + output.toAbsolutePath()
              + ": "
              + failure
              + "; give a folder that can be made or written with --output",
          failure);
    }
  }

  private void report(List<TensorInfo> infos, Map<String, Tensor> outputs, long[] nanoseconds) {
    PrintWriter out = spec.commandLine().getOut();
    TextTable table =
        new TextTable(
            Column.left("output").elastic(),
            Column.left("shape"),
            Column.right("min"),
            Column.right("max"),
            Column.right("mean"),
            Column.left("file"));
    for (int i = 0; i < infos.size(); i++) {
      TensorInfo info = infos.get(i);
      Range range = Range.of(outputs.get(info.name()).data());
      table.row(
          info.name(),
          info.shape().toString(),
          number(range.min()),
          number(range.max()),
          number(range.mean()),
          file(i).toString());
    }
    table.lines(context.terminal()).forEach(out::println);
    out.println(times(nanoseconds) + ", " + backend + " backend");
    out.flush();
  }

  private static String times(long[] nanoseconds) {
    String first = Quantities.milliseconds(nanoseconds[0]);
    if (nanoseconds.length == 1) {
      return first;
    }
    long best = Arrays.stream(nanoseconds).min().getAsLong();
    return "first "
        + first
        + ", best of "
        + nanoseconds.length
        + " "
        + Quantities.milliseconds(best);
  }

  private Path file(int index) {
    return output.resolve("out" + index + ".f32");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** Smallest, largest and mean of a tensor; NaN if any element is. */
  record Range(double min, double max, double mean) {
    static Range of(float[] values) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (float value : values) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
      }
      return new Range(min, max, sum / values.length);
    }
  }
}
