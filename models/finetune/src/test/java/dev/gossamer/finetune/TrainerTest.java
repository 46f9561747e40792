package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.models.prune.Schedule;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
  private static final int CHANNELS = 8;

  /** A convolution, a depthwise one, a 1x1 one; with {@code half}, half of the 1x1's weights. */
  private static Graph network(boolean half) {
    SplittableRandom random = new SplittableRandom(7);
    Graph.Builder builder = Graph.builder("small");
    Value x = builder.input("x", Shape.of(1, 12, 12, 3));
    Value w1 = builder.constant("w1", numbers(random, CHANNELS, 3, 3, 3));
    Padding same = new Padding(0, 1, 0, 1);
    Op stem = new Op.Conv2d(Stride.of(2), Stride.ONE, same, 1, Activation.RELU6);
    Value first = builder.add("stem", stem, x, w1);
    Value w2 = builder.constant("w2", numbers(random, 1, 3, 3, CHANNELS));
    Padding around = new Padding(1, 1, 1, 1);
    Op depthwise = new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, around, 1, Activation.RELU);
    Value second = builder.add("depthwise", depthwise, first, w2);
    Constant.Floats dense = numbers(random, CHANNELS, 1, 1, CHANNELS);
    float[] weights = dense.floats().clone();
    for (int i = 0; half && i < weights.length; i += 2) {
      weights[i] = 0;
    }
    Value w3 = builder.constant("w3", Constant.Floats.of(dense.shape(), weights));
    Op pointwise = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Value third = builder.add("pointwise", pointwise, second, w3);
    return builder.output(third).build();
  }

  private static Constant.Floats numbers(SplittableRandom random, int... dims) {
    Shape shape = Shape.of(dims);
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextDouble() - 0.4f;
    }
    return Constant.Floats.of(shape, floats);
  }

  private static float[] sample(long index) {
    SplittableRandom random = new SplittableRandom(index);
    float[] pixels = new float[12 * 12 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return pixels;
  }

  private static Settings settings(int steps) {
    return new Settings(4, 5e-3f, steps, Long.MAX_VALUE / 4, 5);
  }

  private static float[] weights(Graph graph, String name) {
    Value value =
        graph.values().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    return ((Constant.Floats) graph.constant(value).orElseThrow()).floats();
  }

  @Test
  void comesCloserToItsTeacherAndKeepsItsZeros() throws Exception {
    List<Float> losses = new ArrayList<>();
    Graph sparse = network(true);
    try (Trainer trainer = new Trainer(sparse, network(false), settings(150))) {
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> losses.add(loss));
      float[] trained = weights(trainer.trained(), "w3");
      float[] before = weights(sparse, "w3");
      for (int i = 0; i < trained.length; i++) {
        assertThat(trained[i] == 0).as("weight %d is zero", i).isEqualTo(before[i] == 0);
      }
      assertThat(trained).isNotEqualTo(before);
      assertThat(trainer.sparsity()).isEqualTo(0.5);
    }
    assertThat(losses).hasSize(150);
    assertThat(losses.get(149)).isLessThan(losses.get(0) / 4);
  }

  @Test
  void resumedTrainingEqualsUninterruptedTraining(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("checkpoint");
    float[] whole;
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20))) {
      trainer.train(
          TrainerTest::sample,
          (step, nanos, loss, quality, rate) -> {
            if (step == 12) {
              trainer.checkpoint().write(file);
            }
          });
      whole = weights(trainer.trained(), "w3");
    }
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20))) {
      trainer.resume(file);
      assertThat(trainer.steps()).isEqualTo(12);
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> {});
      assertThat(weights(trainer.trained(), "w3")).containsExactly(whole);
    }
  }

  @Test
  void theSameSeedGivesTheSameResult() throws Exception {
    float[][] results = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (Trainer trainer = new Trainer(network(true), network(false), settings(10))) {
        trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> {});
        results[i] = weights(trainer.trained(), "w3");
      }
    }
    assertThat(results[0]).containsExactly(results[1]);
  }

  @Test
  void theFirstStepOfAdamMovesEveryWeightByTheLearningRate() throws Exception {
    Graph sparse = network(true);
    Settings one = new Settings(4, 1f, 1, Long.MAX_VALUE / 4, 1e9f);
    float[] rates = new float[1];
    try (Trainer trainer = new Trainer(sparse, network(false), one)) {
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> rates[0] = rate);
      float[] after = weights(trainer.trained(), "w3");
      float[] before = weights(sparse, "w3");
      int moved = 0;
      for (int i = 0; i < after.length; i++) {
        if (before[i] != 0 && after[i] != before[i]) {
          // Adam's first step is the rate times the sign of the gradient.
          assertThat(Math.abs(after[i] - before[i])).isBetween(rates[0] * 0.98f, rates[0] * 1.02f);
          moved++;
        }
      }
      assertThat(moved).isGreaterThan(CHANNELS);
    }
  }

  private static SparsityRules rigl() {
    return new SparsityRules(new Rigl(new Block(2, 1), 0.5, 3, 15), null);
  }

  private static int zeros(float[] weights) {
    int zeros = 0;
    for (float weight : weights) {
      zeros += weight == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Every other column of {@code network(true)} is zero, in blocks of two rows, too. */
  @Test
  void riglMovesZerosButHasAsManyAndResumesExactly(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("checkpoint");
    float[] before = weights(network(true), "w3");
    float[] whole;
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20), rigl())) {
      trainer.train(
          TrainerTest::sample,
          (step, nanos, loss, quality, rate) -> {
            assertThat(zeros(weights(trainer.trained(), "w3"))).isEqualTo(zeros(before));
            if (step == 10) {
              trainer.checkpoint().write(file);
            }
          });
      whole = weights(trainer.trained(), "w3");
    }
    int moved = 0;
    for (int i = 0; i < whole.length; i++) {
      moved += (whole[i] == 0) == (before[i] == 0) ? 0 : 1;
    }
    assertThat(moved).as("zeros elsewhere").isPositive();
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20), rigl())) {
      trainer.resume(file);
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> {});
      assertThat(weights(trainer.trained(), "w3")).containsExactly(whole);
    }
  }

  /** Of 64 weights every other column is there; at the end three of four. */
  @Test
  void growthEndsAtItsSparsityAndResumesExactly(@TempDir Path folder) throws Exception {
    SparsityRules growth = new SparsityRules(new Growth(new Block(2, 1), 0.25, 4, 12), null);
    Path file = folder.resolve("checkpoint");
    float[] whole;
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20), growth)) {
      trainer.train(
          TrainerTest::sample,
          (step, nanos, loss, quality, rate) -> {
            if (step == 7) {
              trainer.checkpoint().write(file);
            }
          });
      whole = weights(trainer.trained(), "w3");
    }
    assertThat(zeros(whole)).isEqualTo(16);
    try (Trainer trainer = new Trainer(network(true), network(false), settings(20), growth)) {
      trainer.resume(file);
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> {});
      assertThat(weights(trainer.trained(), "w3")).containsExactly(whole);
    }
  }

  @Test
  void pruningWhileTrainingEndsAtItsSparsity() throws Exception {
    Schedule schedule = new Schedule.PolynomialDecay(0, 0.75, 0, 20, 3, 5);
    SparsityRules rules = new SparsityRules(new GradualPruning(schedule, new Unstructured()), null);
    List<Integer> counts = new ArrayList<>();
    try (Trainer trainer = new Trainer(network(false), network(false), settings(30), rules)) {
      trainer.train(
          TrainerTest::sample,
          (step, nanos, loss, quality, rate) ->
              counts.add(zeros(weights(trainer.trained(), "w3"))));
    }
    // After steps 1, 6, 11, 16 and 21: 64 x 0.75 x (1 - (1 - progress)^3), rounded.
    assertThat(List.of(counts.get(0), counts.get(5), counts.get(10), counts.get(15)))
        .containsExactly(0, 28, 42, 47);
    assertThat(counts.subList(20, 30)).containsOnly(48);
  }

  /** Adam's steps are about the learning rate long: what is far stronger than them wins. */
  @ParameterizedTest
  @CsvSource({"8, 32", "0.3, 0"})
  void groupLassoTakesWholeBlocksIfItIsStrongEnough(float strength, int blocks) throws Exception {
    SparsityRules rules = new SparsityRules(null, new GroupLasso(new Block(2, 1), strength));
    try (Trainer trainer = new Trainer(network(false), network(false), settings(120), rules)) {
      trainer.train(TrainerTest::sample, (step, nanos, loss, quality, rate) -> {});
      float[] trained = weights(trainer.trained(), "w3");
      int gone = 0;
      for (int row = 0; row < CHANNELS; row += 2) {
        for (int column = 0; column < CHANNELS; column++) {
          float upper = trained[row * CHANNELS + column];
          float lower = trained[(row + 1) * CHANNELS + column];
          assertThat(upper == 0).as("block %d, %d", row, column).isEqualTo(lower == 0);
          gone += upper == 0 ? 1 : 0;
        }
      }
      assertThat(gone).as("blocks of 32").isEqualTo(blocks);
    }
  }
}
