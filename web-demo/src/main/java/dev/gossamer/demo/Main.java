package dev.gossamer.demo;

import dev.gossamer.GossamerException;
import dev.gossamer.models.cli.Terminal;
import dev.gossamer.models.zoo.Zoo;
import picocli.CommandLine;

/** The program behind {@code ./gossamer demo}. Exit codes: 0 success, 1 failure, 2 wrong usage. */
public final class Main {
  private static final int FAILURE = 1;
  private static final int WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        program(new DemoCommand(Zoo.standard(), Terminal.ofThisProcess())).execute(arguments));
  }

  static CommandLine program(DemoCommand command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              failure.getCommandLine().getErr().println("gossamer: " + failure.getMessage());
              failure.getCommandLine().getErr().println("try 'gossamer demo --help'");
              return WRONG_USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, commandLine, result) -> {
              boolean expected = failure instanceof GossamerException;
              commandLine
                  .getErr()
                  .println("gossamer: " + (expected ? failure.getMessage() : failure.toString()));
              return FAILURE;
            });
  }
}
