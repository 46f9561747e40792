package dev.gossamer.models.cli;

import dev.gossamer.GossamerException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints failures: one line, and the stack trace only with {@code --verbose}. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    if (failure instanceof ParameterException wrongUsage) {
      return handleParseException(wrongUsage, new String[0]);
    }
    PrintWriter err = command.getErr();
    err.println("gossamer: " + message(failure));
    if (isVerbose(command)) {
      failure.printStackTrace(err);
    }
    err.flush();
    return Main.FAILURE;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("gossamer: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    err.flush();
    return Main.WRONG_USAGE;
  }

  private static String message(Exception failure) {
    if (failure instanceof GossamerException || failure instanceof CommandFailure) {
      return oneLine(failure.getMessage());
    }
    return "internal error: "
        + oneLine(failure.toString())
        + "; this is a bug: please report it with the output of --verbose";
  }

  private static String oneLine(String text) {
    return text.replace("\r", "").replace('\n', ' ');
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getCommandSpec().findOption("--verbose") != null
        && Boolean.TRUE.equals(command.getCommandSpec().findOption("--verbose").getValue());
  }
}
