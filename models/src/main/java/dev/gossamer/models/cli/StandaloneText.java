package dev.gossamer.models.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossamer.TensorInfo;
import dev.gossamer.models.cli.TextTable.Column;
import dev.gossamer.models.wasm.StandaloneModule;
import java.io.PrintWriter;

/** What {@code inspect} prints of a module that was compiled ahead of time. */
final class StandaloneText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StandaloneText() {}

  static void print(
      ModelArgument model, StandaloneModule module, Terminal terminal, PrintWriter out) {
    out.println(terminal.bold(model.name()) + "  " + Quantities.bytes(model.bytes().length));
    module.module().inputs().forEach(info -> out.println("  input   " + describe(info)));
    module.module().outputs().forEach(info -> out.println("  output  " + describe(info)));
    out.println();
    TextTable table =
        new TextTable(
            Column.right("#"),
            Column.left("name").elastic().optional(),
            Column.left("operator"),
            Column.left("kernel"),
            Column.right("MMAC"),
            Column.right("done"),
            Column.right("parts").optional());
    long macs = 0;
    long done = 0;
    for (int i = 0; i < module.steps().size(); i++) {
      StandaloneModule.Step step = module.steps().get(i);
      macs += step.macs();
      done += step.executedMacs();
      table.row(
          Integer.toString(i),
          Quantities.layer(step.name()),
          step.operator(),
          step.kernel(),
          step.macs() == 0 ? "" : Quantities.millions(step.macs()),
          step.macs() == 0 ? "" : Quantities.millions(step.executedMacs()),
          step.parts() == 1 ? "" : Integer.toString(step.parts()));
    }
    table.lines(terminal).forEach(out::println);
    out.println();
    out.println(
        "compiled   by gossamer "
            + module.version()
            + " for "
            + instructions(module.backend(), module.threads()));
    out.println(
        "MACs       "
            + Quantities.millions(macs)
            + " M with every weight, "
            + Quantities.millions(done)
            + " M done, padding of blocks included");
    out.println("file       " + Quantities.count(model.bytes().length) + " bytes");
  }

  static String json(ModelArgument model, StandaloneModule module) {
    try {
      ObjectNode root = MAPPER.createObjectNode();
      root.put("version", 1);
      root.put("model", model.name());
      root.put("bytes", model.bytes().length);
      root.set("manifest", MAPPER.readTree(module.module().manifest()));
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String instructions(String backend, boolean threads) {
    return (backend.equals("relaxed") ? "relaxed SIMD" : "SIMD") + (threads ? " and threads" : "");
  }

  private static String describe(TensorInfo info) {
    return info.name() + "  float32 " + info.shape();
  }
}
