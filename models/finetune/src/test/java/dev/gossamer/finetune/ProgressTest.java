package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private static final long MINUTE = 60_000_000_000L;

  @TempDir Path folder;
  private Path table;
  private Path plot;

  @BeforeEach
  void name() {
    table = folder.resolve("out.csv");
    plot = folder.resolve("out.loss.svg");
  }

  private static Progress progress() {
    Settings settings = new Settings(4, 5e-3f, 100, Long.MAX_VALUE / 4, 5);
    return new Progress(
        new PrintWriter(new StringWriter()), false, settings, "quality", () -> 0.25);
  }

  /** A step a minute, whose loss is its number. */
  private static void make(Progress progress, int from, int to) {
    for (int step = from; step <= to; step++) {
      progress.stepped(step, step * MINUTE, step, 2 * step, 0.5f);
    }
  }

  @Test
  void aPointIsTheMeanOfTwentyStepsAndTheRestIsOneToo() throws IOException {
    Progress progress = progress();
    make(progress, 1, 43);
    progress.write(table, plot);

    assertThat(Files.readAllLines(table))
        .containsExactly(
            "step,minutes,loss,quality,learning_rate,sparsity",
            "20,20.000,10.500000,21.000000,0.500,0.2500",
            "40,40.000,30.500000,61.000000,0.500,0.2500",
            "43,43.000,42.000000,84.000000,0.500,0.2500");
  }

  @Test
  void evenAFewStepsArePlotted() throws IOException {
    Progress progress = progress();
    make(progress, 1, 3);
    progress.write(table, plot);

    assertThat(Files.readAllLines(table)).hasSize(2);
    assertThat(Files.readString(plot)).contains("<circle");
  }

  @Test
  void zerosArePlottedOverTheSteps() {
    Progress progress = progress();
    make(progress, 1, 3);

    assertThat(progress.sparsityPlot()).contains("zeros in %").contains("<circle");
  }

  @Test
  void aTrainingThatGoesOnKeepsWhatWasBeforeButNotWhatIsDoneAgain() throws IOException {
    Progress first = progress();
    make(first, 1, 50);
    first.write(table, plot);
    List<String> before = Files.readAllLines(table);

    Progress second = progress();
    second.resume(table, 45);
    make(second, 46, 65);
    second.write(table, plot);

    assertThat(Files.readAllLines(table))
        .containsExactly(
            before.get(0),
            before.get(1),
            before.get(2),
            "65,65.000,55.500000,111.000000,0.500,0.2500");
  }

  @Test
  void withoutATableItBeginsAnewAndAnotherFileIsRefused() throws IOException {
    progress().resume(table, 9);
    Files.writeString(table, "head\nno numbers\n");

    assertThatThrownBy(() -> progress().resume(table, 9))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out.csv is not a table of gossamer finetune");
  }
}
