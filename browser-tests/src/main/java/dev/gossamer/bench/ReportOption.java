package dev.gossamer.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a benchmark writes its reports. */
final class ReportOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the reports go (default: target/bench of the project).")
  private Path output;

  /** The folder asked for, or else the project's. */
  Path folder(ProjectFolder project) {
    return output == null ? project.reports() : output;
  }
}
