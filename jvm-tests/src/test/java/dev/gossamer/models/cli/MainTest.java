package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.Gossamer;
import dev.gossamer.models.zoo.Zoo;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path folder;

  @Test
  void withoutACommandTheUsageIsWrong() {
    Cli cli = run();
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.errLines())
        .containsExactly("gossamer: Missing command", "try 'gossamer --help'");
  }

  @Test
  void unknownCommandSuggestsTheNearest() {
    Cli cli = run("modles");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("modles").contains("models");
  }

  @Test
  void versionIsThatOfTheBuild() {
    Cli cli = run("--version");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.outLines().get(0))
        .isEqualTo("gossamer " + System.getProperty("gossamer.version", VersionText.version()))
        .isEqualTo("gossamer " + Gossamer.version());
  }

  @ParameterizedTest(name = "gossamer {0}")
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    Cli cli = run((command + " --help").strip().split(" "));
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("Usage: gossamer").contains("--help").contains("--version");
    assertThat(cli.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    if (!command.isEmpty()) {
      assertThat(cli.out()).contains("Examples:").contains("  gossamer " + command.split(" ")[0]);
    }
  }

  static Stream<String> commands() {
    CommandLine program = Main.program(new CommandContext(Zoo.of(Map.of()), Terminal.NONE));
    return Stream.concat(Stream.of("", "models fetch"), program.getSubcommands().keySet().stream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"models --no-such-option", "models fetch", "models fetch --all x"})
  void wrongUsageExitsWithTwoAndPointsToTheHelp(String line) {
    Cli cli = run(line.split(" "));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.errLines()).hasSize(2);
    assertThat(cli.errLines().get(0)).startsWith("gossamer: ");
    assertThat(cli.errLines().get(1)).startsWith("try 'gossamer models").endsWith(" --help'");
  }

  @Test
  void failureIsOneLineAndVerboseAddsTheStackTrace() {
    Cli brief = run("models", "fetch", "nothing_like_it_42");
    assertThat(brief.exitCode()).isEqualTo(1);
    assertThat(brief.errLines()).hasSize(1);
    assertThat(brief.err())
        .startsWith("gossamer: nothing is called 'nothing_like_it_42'; there are: ");

    Cli verbose = run("models", "fetch", "nothing_like_it_42", "--verbose");
    assertThat(verbose.exitCode()).isEqualTo(1);
    assertThat(verbose.errLines().get(0)).isEqualTo(brief.errLines().get(0));
    assertThat(verbose.err()).contains("at dev.gossamer.models.zoo");
  }

  @Test
  void tableFitsTheTerminalAndColourIsForTerminalsOnly() {
    Zoo zoo = zoo();
    Cli narrow =
        Cli.run(new CommandContext(zoo, new Terminal(OptionalInt.of(100), true)), "models");
    Cli file = Cli.run(zoo, "models");
    assertThat(narrow.out()).contains("\u001b[1m");
    assertThat(file.out()).doesNotContain("\u001b");
    assertThat(narrow.outLines())
        .allSatisfy(line -> assertThat(visible(line)).hasSizeLessThanOrEqualTo(100));
  }

  private static String visible(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private Cli run(String... arguments) {
    return Cli.run(zoo(), arguments);
  }

  private Zoo zoo() {
    return Zoo.of(
        Map.of(
            "GOSSAMER_CACHE", folder.resolve("cache").toString(),
            "GOSSAMER_SHARED", folder.resolve("shared").toString(),
            "GOSSAMER_NPM", folder.resolve("no-npm").toString()));
  }
}
