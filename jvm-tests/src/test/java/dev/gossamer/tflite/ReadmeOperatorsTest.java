package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ProjectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of operators is the reader's. */
class ReadmeOperatorsTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void theReadmeNamesExactlyTheOperatorsThatCanBeRead() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(ProjectFolders.root().resolve("README.md"))) {
      // The table's rows are the ones that name an operator in their second column.
      if (line.matches("\\| [a-z0-9 ]+ \\| `.*")) {
        Matcher names = NAME.matcher(line);
        while (names.find()) {
          assertThat(named.add(names.group(1))).as(names.group(1) + " once").isTrue();
        }
      }
    }

    Set<String> readable = new TreeSet<>();
    for (String name : OperatorTable.supported().split(", ")) {
      readable.add(name.replace("custom '", "").replace("'", ""));
    }
    assertThat(named).isEqualTo(readable);
  }
}
