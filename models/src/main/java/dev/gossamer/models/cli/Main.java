package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Zoo;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program behind {@code ./gossamer}. Exit codes: 0 success, 1 failure, 2 wrong usage. */
public final class Main {
  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    CommandLine program = program(new CommandContext(Zoo.standard(), Terminal.ofThisProcess()));
    int exitCode = program.execute(arguments);
    program.getOut().flush();
    program.getErr().flush();
    System.exit(exitCode);
  }

  /** All commands; its writers may be replaced before it is executed. */
  static CommandLine program(CommandContext context) {
    CommandLine models = new CommandLine(new ModelsCommand(context));
    models.addSubcommand(new FetchCommand(context));
    CommandLine program = new CommandLine(new GossamerCommand());
    program.addSubcommand(new InspectCommand(context));
    program.addSubcommand(new RunCommand(context));
    program.addSubcommand(new ConvertCommand(context));
    program.addSubcommand(new PruneCommand(context));
    program.addSubcommand(new CompileCommand(context));
    program.addSubcommand(new EvaluateCommand(context));
    program.addSubcommand(new AblationCommand(context));
    program.addSubcommand(models);

    ErrorReport errors = new ErrorReport();
    program.setExecutionExceptionHandler(errors);
    program.setParameterExceptionHandler(errors);
    forEach(program, command -> command.usageMessage().width(context.terminal().helpWidth()));
    forEach(program, EnumWords::register);
    return program;
  }

  private static void forEach(CommandLine command, Consumer<CommandSpec> change) {
    change.accept(command.getCommandSpec());
    command.getSubcommands().values().forEach(sub -> forEach(sub, change));
  }
}
