package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationCommandTest {
  @TempDir Path folder;

  /** The fifth picture is held out and judged by, the others are calibrated on. */
  @Test
  void goesOnBehindTheRowsThatAreThere() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("faces"));
    for (int i = 1; i <= 5; i++) {
      Files.copy(ZooFiles.require("people_1.jpg"), pictures.resolve(i + ".jpg"));
    }
    Path output = folder.resolve("out");

    Cli first = run(pictures, output, "0.5");
    String before = Files.readString(output.resolve("ablation.csv"));
    Cli second = run(pictures, output, "0.5,0.7");
    Cli third = run(pictures, output, "0.7");
    Cli fourth = run(pictures, output, "0.5", "4x1", "magnitude");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.outLines())
        .contains("3 rows, 0 of them known", "calibration on 2 crops that are not held out");
    assertThat(first.outLines())
        .as("rows as they are found, under one head")
        .filteredOn(line -> line.startsWith("|"))
        .hasSize(2 + 3)
        .first()
        .asString()
        .startsWith("| sparsity | pattern | method | faces |");
    assertThat(before.lines()).hasSize(2 + 3);
    assertThat(second.outLines()).contains("5 rows, 3 of them known");
    assertThat(Files.readString(output.resolve("ablation.csv"))).startsWith(before);
    assertThat(Files.readAllLines(output.resolve("ablation.md"))).hasSize(2 + 3 + 1 + 2 + 6);
    assertThat(third.outLines()).containsExactly("3 rows, 3 of them known");
    assertThat(fourth.outLines())
        .as("there is one dense model")
        .contains("2 rows, 1 of them known");
    assertThat(output.resolve("obs.svg")).exists();
    assertThat(output.resolve("magnitude-sparsity.svg")).exists();
    assertThat(output.resolve("2x1.svg")).exists();
  }

  @Test
  void resultsOfOtherSettingsAreNotMixedIn() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("faces"));
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.writeString(output.resolve("ablation.csv"), "# gossamer ablation of something else\n");

    Cli cli = run(pictures, output, "0.5");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("ablation.csv is of another run").contains("--images faces");
  }

  private static Cli run(Path pictures, Path output, String sparsities) {
    return run(pictures, output, sparsities, "2x1", "magnitude,obs");
  }

  private static Cli run(
      Path pictures, Path output, String sparsities, String patterns, String methods) {
    List<String> arguments = new ArrayList<>(List.of("ablation", "face_detection_short_range"));
    arguments.addAll(List.of("--images", pictures.toString(), "--sparsities", sparsities));
    arguments.addAll(List.of("--patterns", patterns, "--methods", methods));
    arguments.addAll(List.of("--samples", "2", "-o", output.toString()));
    return Cli.run(Zoo.standard(), arguments.toArray(String[]::new));
  }
}
