package dev.gossamer.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.format.GossReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.PrunableLayer;
import dev.gossamer.models.prune.PruningPlan;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune --finetune}, with the module that brings PyTorch on the class path. */
class PruneAndFinetuneTest {
  private static final String MODEL = "face_detection_short_range";

  @TempDir Path folder;

  private Path pictures;

  @BeforeEach
  void copyPictures() throws IOException {
    pictures = Files.createDirectories(folder.resolve("faces"));
    try {
      for (int i = 1; i <= 5; i++) {
        Path picture = Zoo.standard().fetch("people_1.jpg", ProgressListener.NONE);
        Files.copy(picture, pictures.resolve(i + ".jpg"));
      }
      Zoo.standard().fetch(MODEL, ProgressListener.NONE);
    } catch (ZooException missing) {
      Assumptions.abort("cannot be had here: " + missing.getMessage());
    }
  }

  @Test
  void whatIsPrunedIsTrainedAndItsZerosStay() throws IOException {
    Path pruned = folder.resolve("pruned.goss");
    Path tuned = folder.resolve("out/tuned.goss");

    StringWriter before = run("-o", pruned.toString());
    StringWriter after =
        run(
            "-o",
            tuned.toString(),
            "--finetune",
            "--steps",
            "3",
            "--batch",
            "2",
            "--images",
            pictures.toString());

    assertThat(after.toString())
        .contains("trained for 3 steps")
        .containsPattern("held out   box IoU: [01]\\.\\d+ before training, [01]\\.\\d+ now");
    // Once when it is pruned and once when it is trained.
    String counted =
        before.toString().lines().filter(l -> l.startsWith("weights ")).findAny().get();
    assertThat(after.toString().lines().filter(counted::equals)).hasSize(2);
    Graph old = read(pruned);
    Graph now = read(tuned);
    assertThat(zeros(now)).isEqualTo(zeros(old));
    assertThat(weights(now)).isNotEqualTo(weights(old));
    // Halves before, halves after.
    assertThat(Files.size(tuned)).isLessThan((long) (1.1 * Files.size(pruned)));
    assertThat(GossReader.readFile(Files.readAllBytes(tuned)).info().recipe())
        .endsWith(
            "; finetune --teacher "
                + MODEL
                + " --images faces --steps 3 --batch 2 --lr 0.000500"
                + " --seed 1");
    for (String ending : List.of(".checkpoint", ".csv", ".loss.svg", ".sparsity.svg")) {
      assertThat(tuned.resolveSibling("tuned" + ending)).exists();
    }
  }

  /** Pruning is repeated, to the same zeros; training goes on behind the second step. */
  @Test
  void goesOnFromItsCheckpoint() throws IOException {
    Path whole = folder.resolve("whole.goss");
    Path parts = folder.resolve("parts.goss");
    String images = pictures.toString();

    run("-o", whole.toString(), "--finetune", "--steps", "4", "--batch", "1", "--images", images);
    run("-o", parts.toString(), "--finetune", "--steps", "4", "--batch", "1", "--images", images);
    StringWriter again =
        run(
            "-o",
            parts.toString(),
            "--finetune",
            "--steps",
            "4",
            "--batch",
            "1",
            "--resume",
            "--images",
            images);

    assertThat(again.toString()).contains("going on at step 4");
    assertThat(weights(read(parts))).isEqualTo(weights(read(whole)));
  }

  private static StringWriter run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("prune", MODEL, "--sparsity", "0.5"));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.program(new CommandContext(Zoo.standard(), Terminal.NONE))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    assertThat(exitCode).as(err.toString()).isZero();
    return out;
  }

  private static Graph read(Path file) throws IOException {
    return PruningPlan.prepare(GossReader.read(Files.readAllBytes(file)));
  }

  private static List<Long> zeros(Graph graph) {
    return PrunableLayer.of(graph).stream().map(layer -> layer.statistics().zeros()).toList();
  }

  private static List<Float> weights(Graph graph) {
    List<Float> all = new ArrayList<>();
    for (PrunableLayer layer : PrunableLayer.of(graph)) {
      for (float weight : layer.weights()) {
        all.add(weight);
      }
    }
    return all;
  }
}
