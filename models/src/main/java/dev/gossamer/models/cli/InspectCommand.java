package dev.gossamer.models.cli;

import dev.gossamer.models.wasm.StandaloneModule;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer inspect}: what a model consists of and what it costs. */
@Command(
    name = "inspect",
    description = "Print a model's layers, sparsity, multiply-adds and sizes.",
    footer = {
      "",
      "Columns: density is the share of weights that is not zero; MMAC is millions of multiply-adds"
          + " with every weight, non-zero the same with those that are not zero.",
      "",
      "Examples:",
      "  gossamer inspect face_detection_full_range_sparse",
      "  gossamer inspect my_model.tflite --json"
    })
final class InspectCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite, .goss or compiled .wasm file, or a name from 'gossamer models'.")
  private String model;

  @Option(names = "--json", description = "Print JSON; docs/inspect-json.md describes it.")
  private boolean json;

  InspectCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelArgument argument = ModelArgument.resolve(model, context, spec.commandLine().getErr());
    if (StandaloneModule.isWasm(argument.bytes())) {
      inspect(argument, StandaloneModule.read(argument.bytes()), out);
    } else {
      inspect(Inspection.of(argument), out);
    }
    out.flush();
    return Main.SUCCESS;
  }

  private void inspect(Inspection inspection, PrintWriter out) {
    if (json) {
      out.println(InspectionJson.of(inspection));
    } else {
      new InspectionText(inspection, context.terminal()).print(out);
    }
  }

  private void inspect(ModelArgument argument, StandaloneModule module, PrintWriter out) {
    if (json) {
      out.println(StandaloneText.json(argument, module));
    } else {
      StandaloneText.print(argument, module, context.terminal(), out);
    }
  }
}
