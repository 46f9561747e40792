package dev.gossamer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.cli.Terminal;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.GoldenFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoHelpTest {
  /** The launcher prints the file, so that nobody waits for a build to read it. */
  @Test
  void theLaunchersHelpIsTheCommandsOwn() {
    StringWriter printed = new StringWriter();
    CommandLine program =
        Main.program(new DemoCommand(Zoo.standard(), Terminal.ofThisProcess()))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setOut(new PrintWriter(printed));

    assertThat(program.execute("--help")).isZero();
    GoldenFiles.assertMatches("web-demo/help.txt", printed.toString());
  }
}
