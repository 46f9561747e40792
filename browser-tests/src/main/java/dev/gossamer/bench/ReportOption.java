package dev.gossamer.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a benchmark writes its reports, and how: the text to standard output, too. */
final class ReportOption {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the reports go (default: target/bench of the project).")
  private Path output;

  /** The command that is running, as it was typed. */
  String typed() {
    return "./gossamer bench "
        + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
  }

  /** Tells of progress. */
  void say(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /**
   * Writes {@code name.json} and {@code name.md} to the folder asked for, or else to the project's.
   *
   * @return the folder
   */
  Path write(ProjectFolder project, String name, Object report, String markdown) {
    Path folder = output == null ? project.reports() : output;
    try {
      Files.createDirectories(folder);
      MAPPER.writeValue(folder.resolve(name + ".json").toFile(), report);
      Files.writeString(folder.resolve(name + ".md"), markdown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrintWriter out = command.commandLine().getOut();
    out.println(markdown);
    out.flush();
    say("written to " + folder);
    return folder;
  }
}
