package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistillationTest {
  private static final int EXTENT = 8;

  /** Landmarks, presence, handedness, world landmarks: linear in the mean colour. */
  private static Graph hand(long seed, int outputs) {
    SplittableRandom random = new SplittableRandom(seed);
    Graph.Builder builder = Graph.builder("hand");
    Value x = builder.input("x", Shape.of(1, EXTENT, EXTENT, 3));
    Op mean = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false);
    Value colour = builder.add("colour", mean, x);
    int[] sizes = {63, 1, 1, 63};
    for (int i = 0; i < outputs; i++) {
      float[] weights = new float[sizes[i] * 3];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = (float) random.nextDouble() - 0.5f;
      }
      Value w = builder.constant("w" + i, Constant.Floats.of(Shape.of(sizes[i], 3), weights));
      Op connected = new Op.FullyConnected(false, Activation.NONE);
      builder.output(builder.add("y" + i, connected, colour, w));
    }
    return builder.build();
  }

  private static float[] sample(long index) {
    SplittableRandom random = new SplittableRandom(index);
    float[] pixels = new float[EXTENT * EXTENT * 3];
    float[] colour = {
      (float) random.nextDouble(), (float) random.nextDouble(), (float) random.nextDouble()
    };
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = colour[i % 3];
    }
    return pixels;
  }

  /** MediaPipe's published sparse network is of before there were world landmarks. */
  @Test
  void handsWithoutWorldLandmarksLearnTheOthers() throws Exception {
    Settings settings = new Settings(4, 5e-2f, 100, Long.MAX_VALUE / 4, 5);
    List<Float> distances = new ArrayList<>();
    try (Trainer trainer = new Trainer(hand(1, 3), hand(2, 4), settings)) {
      trainer.train(
          DistillationTest::sample, (step, nanos, loss, quality, rate) -> distances.add(quality));
      assertThat(trainer.trained().outputs()).hasSize(3);
    }
    assertThat(distances).hasSize(100);
    assertThat(distances.get(99)).isLessThan(distances.get(0) / 2);
  }

  @Test
  void networksOfOtherOutputsAreRefused() {
    assertThatThrownBy(() -> new Distillation(hand(1, 2), hand(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the teacher has 4 outputs, the student 2");
    assertThatThrownBy(() -> new Distillation(hand(1, 4), hand(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the teacher has 3 outputs, the student 4");
  }
}
