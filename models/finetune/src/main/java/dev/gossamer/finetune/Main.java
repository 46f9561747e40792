package dev.gossamer.finetune;

import dev.gossamer.GossamerException;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./gossamer finetune} and {@code ./gossamer crops}. Exit codes: 0
 * success, 1 failure, 2 wrong usage.
 */
public final class Main {
  /** Holds the commands; the launcher always names one. */
  @Command(name = "gossamer")
  static final class GossamerTraining {}

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine program = new CommandLine(new GossamerTraining());
    program.addSubcommand(new FinetuneCommand());
    program.addSubcommand(new CropsCommand());
    program.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean isExpected =
              failure instanceof IOException
                  || failure instanceof GossamerException
                  || failure instanceof ZooException
                  || failure instanceof IllegalArgumentException;
          if (isExpected) {
            command.getErr().println("gossamer: " + failure.getMessage());
          } else {
            failure.printStackTrace(command.getErr());
          }
          return 1;
        });
    System.exit(program.execute(arguments));
  }
}
