package dev.gossamer.models.cli;

import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.LoadOptions;
import dev.gossamer.format.GossWriter;
import dev.gossamer.format.ModelReader;
import dev.gossamer.tflite.WriteOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer compile}: a model as one WebAssembly module. */
@Command(
    name = "compile",
    description = "Compile a model ahead of time into one self-contained WebAssembly module.",
    footer = {
      "",
      "The module holds code, weights and a manifest. In a page gossamer-aot.mjs runs it, or, with"
          + " --threads, gossamer-aot-threads.mjs, without the compiler; docs/ahead-of-time.md tells"
          + " how. 'gossamer run' and 'gossamer inspect' take it, too.",
      "",
      "Examples:",
      "  gossamer compile hand_landmark_sparse -o hand.wasm",
      "  gossamer compile hand_landmark_sparse --relaxed --threads -o hand.threads.wasm",
      "  gossamer compile my_model.tflite --simd -o my_model.simd.wasm"
    })
final class CompileCommand implements Callable<Integer> {
  /** One or the other. */
  static final class Instructions {
    @Option(
        names = "--relaxed",
        description =
            "Use relaxed SIMD, which Chrome and Edge have since 114 and Node.js since 22, not Node.js 20.")
    private boolean relaxed;

    @Option(
        names = "--simd",
        description = "Use plain SIMD, which every browser of the last years has (default).")
    private boolean simd;
  }

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A model file or a name from 'gossamer models'.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The .wasm file to write.")
  private Path output;

  @ArgGroup private Instructions instructions = new Instructions();

  @Option(
      names = "--threads",
      description =
          "Let threads share each run, where the page is cross-origin isolated; elsewhere one"
              + " thread runs the module.")
  private boolean threads;

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description =
          "Type of all weights: f32, or f16, which rounds and makes the module smaller: what is an"
              + " exact half takes two bytes in it. Without it they keep theirs.")
  private ConvertCommand.Weights weights;

  CompileCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!output.toString().endsWith(".wasm")) {
      throw new ParameterException(
          spec.commandLine(), "--output: the file's name must end in .wasm, got " + output);
    }
    ModelArgument argument = ModelArgument.resolve(model, context, spec.commandLine().getErr());
    OutputFile.requireOther(output, argument.file());
    CompileOptions options =
        CompileOptions.SIMD.withLoadOptions(LoadOptions.DEFAULT.withName(argument.name()));
    options = instructions.relaxed ? options.withRelaxedSimd() : options;
    options = threads ? options.withThreads() : options;
    byte[] wasm = Gossamer.compileStandalone(rounded(argument.bytes()), options);
    OutputFile.write(output, wasm);
    out.println(
        output
            + "  "
            + Quantities.bytes(wasm.length)
            + " of "
            + StandaloneText.instructions(instructions.relaxed ? "relaxed" : "simd", threads)
            + ", from "
            + Quantities.bytes(argument.bytes().length));
    out.flush();
    return Main.SUCCESS;
  }

  private byte[] rounded(byte[] bytes) {
    return weights == null
        ? bytes
        : GossWriter.write(ModelReader.read(bytes), weights.in(WriteOptions.AS_STORED));
  }
}
