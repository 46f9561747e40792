package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Zoo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the program inside the test.
 *
 * @param out standard output
 * @param err standard error
 */
record Cli(int exitCode, String out, String err) {

  static Cli run(Zoo zoo, String... arguments) {
    return run(new CommandContext(zoo, Terminal.NONE), arguments);
  }

  static Cli run(CommandContext context, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        Main.program(context).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = program.execute(arguments);
    program.getOut().flush();
    program.getErr().flush();
    return new Cli(exitCode, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
