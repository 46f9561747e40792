package dev.gossamer.models.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that only holds the others. */
@Command(
    name = "gossamer",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Sparse neural networks in the browser and on the JVM.",
    footer = {
      "",
      "Exit status: 0 success, 1 failure, 2 wrong usage.",
      "Environment: GOSSAMER_CACHE (else ~/.cache/gossamer) keeps fetched models; GOSSAMER_SHARED"
          + " holds models of no registry; GOSSAMER_NPM names the npm client."
    })
final class GossamerCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
