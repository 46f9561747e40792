package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class LossesTest {

  /** Logits so far from 0 that the masks are 0 and 1: 100 pixels, the first {@code count} are 1. */
  private static float[] mask(int from, int to) {
    float[] logits = new float[100];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = i >= from && i < to ? 60 : -60;
    }
    return logits;
  }

  @Test
  void overlapIsOneLessTheIntersectionOverUnion() {
    try (NDManager manager = Torch.newManager()) {
      Shape shape = new Shape(1, 1, 10, 10);
      NDArray teacher = manager.create(mask(0, 50), shape);
      NDArray student = manager.create(mask(20, 60), shape);

      // Of 30 and 60 pixels, one more each.
      float expected = 1 - 31f / 61;
      assertThat(Losses.overlap(student, teacher).getFloat()).isCloseTo(expected, within(1e-5f));
      assertThat(Losses.overlap(teacher, teacher).getFloat()).isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void overlapPullsAnUnsureMaskToAnUnsureTeacher() {
    try (NDManager manager = Torch.newManager()) {
      Shape shape = new Shape(1, 1, 1, 2);
      NDArray teacher = manager.create(new float[] {0.4f, 0.4f}, shape);
      NDArray student = manager.create(new float[] {0.1f, 0.9f}, shape);
      student.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        collector.backward(Losses.overlap(student, teacher));
      }
      float[] slopes = student.getGradient().toFloatArray();
      assertThat(slopes[0]).isNegative();
      assertThat(slopes[1]).isPositive();
    }
  }

  /** Two anchors of six numbers each; the teacher sees a face in the first only. */
  private static float detector(NDManager manager, float offset, int anchor, float score) {
    float[] boxes = {0, 0, 40, 40, 5, 5, 0, 0, 30, 30, 5, 5};
    NDArray teacherBoxes = manager.create(boxes, new Shape(1, 2, 6));
    boxes[6 * anchor] += offset;
    NDArray teacherScores = manager.create(new float[] {60, -60}, new Shape(1, 2, 1));
    return Losses.detector(
            manager.create(boxes, new Shape(1, 2, 6)),
            manager.create(new float[] {score, -60}, new Shape(1, 2, 1)),
            teacherBoxes,
            teacherScores,
            50)
        .getFloat();
  }

  @Test
  void boxesCountInPercentOfThePictureWhereThereIsAFace() {
    try (NDManager manager = Torch.newManager()) {
      assertThat(detector(manager, 0, 0, 60)).isZero();
      // Three of 50 pixels are 6 %, in one of six numbers; the weights are 1.002 and 0.002.
      assertThat(detector(manager, 3, 0, 60)).isCloseTo(1.002f / 1.004f, within(1e-4f));
      assertThat(detector(manager, 3, 1, 60)).isCloseTo(0.002f / 1.004f, within(1e-4f));
    }
  }

  @Test
  void scoresCountMostWhereThereIsAFace() {
    try (NDManager manager = Torch.newManager()) {
      assertThat(detector(manager, 0, 0, 58)).isCloseTo(2 * 21f / 22, within(1e-4f));
    }
  }
}
