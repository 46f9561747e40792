package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.testing.FencedBlocks;
import dev.gossamer.testing.FencedBlocks.Block;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code console} blocks of the README: the command after {@code $} prints the lines below it,
 * in their order; others may stand where there is an ellipsis. Spaces may differ, as a column is as
 * wide as its widest entry on this machine.
 */
class ReadmeCommandsTest {
  private static final String PROMPT = "$ ./gossamer ";
  private static final String ELLIPSIS = "…";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> commandsPrintWhatTheReadmeShows() {
    List<Block> blocks =
        FencedBlocks.of(ProjectFolders.root().resolve("README.md")).stream()
            .filter(block -> block.language().equals("console"))
            .toList();
    assertThat(blocks).isNotEmpty();
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.code().lines().findFirst().orElseThrow(), () -> check(block.code())));
  }

  private void check(String code) {
    String here = code.replace("out/", folder + "/");
    List<String> lines = here.lines().map(ReadmeCommandsTest::tidy).toList();
    assertThat(lines.get(0)).startsWith(PROMPT);
    String[] arguments = lines.get(0).substring(PROMPT.length()).split(" ");
    fetchModels(arguments);

    Cli cli = Cli.run(Zoo.standard(), arguments);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertPrinted(
        lines.subList(1, lines.size()),
        cli.outLines().stream().map(ReadmeCommandsTest::tidy).toList());
  }

  /** What is not there yet would be fetched, but skips the test where it cannot be. */
  private static void fetchModels(String[] arguments) {
    ZooFiles.require("face_detection_full_range_sparse");
    List<String> names = List.of(arguments);
    for (ZooEntry model : Zoo.standard().models()) {
      if (names.contains(model.name())) {
        ZooFiles.require(model.name());
      }
    }
  }

  private static void assertPrinted(List<String> shown, List<String> printed) {
    int next = 0;
    boolean maySkip = false;
    for (String line : shown) {
      if (line.equals(ELLIPSIS)) {
        maySkip = true;
        continue;
      }
      int found = printed.subList(next, printed.size()).indexOf(line) + next;
      assertThat(found).as("'%s' in %s", line, printed).isGreaterThanOrEqualTo(next);
      if (!maySkip) {
        assertThat(found).as("lines before '%s' that the README leaves out", line).isEqualTo(next);
      }
      next = found + 1;
      maySkip = false;
    }
    if (!maySkip) {
      assertThat(printed).as("all lines that are printed").hasSize(next);
    }
  }

  private static String tidy(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
