package dev.gossamer.models.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options that every command has. */
@Command(mixinStandardHelpOptions = true, versionProvider = VersionText.class)
final class CommonOptions {
  @Option(names = "--verbose", description = "Print the stack trace of an error.")
  boolean verbose;
}
