package dev.gossamer.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./gossamer bench}. Exit codes: 0 success, 1 failure, 2 wrong usage. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Benchmarks in a real browser.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(program().execute(arguments));
  }

  static CommandLine program() {
    CommandLine program = new CommandLine(new Main());
    program.addSubcommand(new PeersCommand());
    program.addSubcommand(new KernelsCommand());
    program.addSubcommand(new StartCommand());
    program.addSubcommand(new ThreadsCommand());
    program.addSubcommand(new SoakCommand());
    program.addSubcommand(new VisionCommand());
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setExecutionExceptionHandler(
        (failure, command, result) -> {
          if (!(failure instanceof BenchFailure)) {
            throw failure;
          }
          PrintWriter err = command.getErr();
          err.println("gossamer: " + failure.getMessage());
          err.flush();
          return 1;
        });
    return program;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: peers, kernels, start, threads, soak or vision");
  }
}
