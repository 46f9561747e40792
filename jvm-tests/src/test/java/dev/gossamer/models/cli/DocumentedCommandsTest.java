package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * Commands in the {@code sh} blocks of the documents and of the models' cards have the options that
 * there are. Those of other programs ({@code bench}, {@code crops}, {@code finetune}) are left out.
 */
class DocumentedCommandsTest {
  private static final String PROGRAM = "./gossamer ";

  @TestFactory
  Stream<DynamicTest> commandsHaveTheOptionsThatThereAre() throws IOException {
    Map<String, CommandLine> known = program().getSubcommands();
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      for (String command : commands(document)) {
        String[] words = command.split(" +");
        if (known.containsKey(words[0])) {
          tests.add(
              DynamicTest.dynamicTest(
                  document.getFileName() + ": " + command,
                  () ->
                      assertThatCode(() -> program().parseArgs(words)).doesNotThrowAnyException()));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    assertThat(tests).anyMatch(test -> test.getDisplayName().startsWith("hands.md: prune "));
    return tests.stream();
  }

  @Test
  void anOptionThatIsGoneIsSeen() {
    assertThatThrownBy(() -> program().parseArgs("prune", "m", "--gone", "-o", "x"))
        .hasMessageContaining("--gone");
  }

  private static CommandLine program() {
    return Main.program(new CommandContext(Zoo.standard(), Terminal.ofThisProcess()));
  }

  private static List<Path> documents() throws IOException {
    Path root = ProjectFolders.root();
    List<Path> all = new ArrayList<>(List.of(root.resolve("README.md")));
    for (String folder : new String[] {"docs", "models/sparse"}) {
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  /** Without the program's name and comments, continued lines joined. */
  private static List<String> commands(Path document) {
    return FencedBlocks.of(document).stream()
        .filter(block -> block.language().equals("sh"))
        .flatMap(block -> Arrays.stream(block.code().replaceAll("\\\\\n\\s*", "").split("\n")))
        .filter(line -> line.startsWith(PROGRAM))
        .map(line -> line.substring(PROGRAM.length()).replaceAll("\\s+#.*", "").strip())
        .toList();
  }
}
