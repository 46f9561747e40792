package dev.gossamer.models.cli;

import dev.gossamer.models.cli.TextTable.Column;
import dev.gossamer.models.zoo.Origin;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooEntry.PictureInput;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gossamer models}: what the zoo has. */
@Command(
    name = "models",
    description = "List the known models, sample pictures and meshes, and say which are here.",
    footer = {
      "",
      "Examples:",
      "  gossamer models",
      "  gossamer models fetch face_detection_full_range_sparse",
      "  gossamer models fetch --all"
    })
final class ModelsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  ModelsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TextTable models =
        new TextTable(
            Column.left("model"),
            Column.left("task"),
            Column.left("role"),
            Column.right("size"),
            Column.left("here"),
            Column.left("input").optional(),
            Column.left("licence").optional(),
            Column.left("finds").optional());
    for (ZooModel model : context.zoo().models()) {
      models.row(
          model.name(),
          lower(model.task()),
          lower(model.role()),
          Quantities.bytes(model.bytes()),
          here(model),
          input(model.input()),
          model.licence(),
          model.about());
    }
    models.lines(context.terminal()).forEach(out::println);
    out.println();
    files("picture", context.zoo().pictures()).lines(context.terminal()).forEach(out::println);
    out.println();
    files("mesh", context.zoo().meshes()).lines(context.terminal()).forEach(out::println);
    out.flush();
    return Main.SUCCESS;
  }

  private TextTable files(String kind, List<? extends ZooEntry> entries) {
    TextTable table =
        new TextTable(
            Column.left(kind),
            Column.left("task"),
            Column.right("size"),
            Column.left("here"),
            Column.left("licence").optional());
    for (ZooEntry entry : entries) {
      table.row(
          entry.name(),
          lower(entry.task()),
          Quantities.bytes(entry.bytes()),
          here(entry),
          entry.licence());
    }
    return table;
  }

  /** Shared models are never fetched, so they are here or absent for good. */
  private String here(ZooEntry entry) {
    boolean shared = entry.origin() instanceof Origin.SharedFile;
    if (context.zoo().isPresent(entry)) {
      return shared ? "shared" : "yes";
    }
    return shared ? "absent" : "no";
  }

  private static String input(PictureInput input) {
    return String.format(
        Locale.ROOT,
        "%dx%dx%d [%.0f,%.0f]",
        input.height(),
        input.width(),
        input.channels(),
        input.low(),
        input.high());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
