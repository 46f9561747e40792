package dev.gossamer.finetune;

import dev.gossamer.GossamerException;
import dev.gossamer.finetune.render.HandsCommand;
import dev.gossamer.models.cli.EnumWords;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./gossamer finetune}, {@code crops} and {@code hands}. Exit codes: 0
 * success, 1 failure, 2 wrong usage.
 */
public final class Main {
  /** Holds the commands; the launcher always names one. */
  @Command(name = "gossamer")
  static final class GossamerTraining {}

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(program().execute(arguments));
  }

  /** The commands; its writers may be replaced before it is executed. */
  public static CommandLine program() {
    CommandLine program = new CommandLine(new GossamerTraining());
    program.addSubcommand(new FinetuneCommand());
    program.addSubcommand(new CropsCommand());
    program.addSubcommand(new HandsCommand());
    program.getSubcommands().values().forEach(each -> EnumWords.register(each.getCommandSpec()));
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
    return program;
  }
}
