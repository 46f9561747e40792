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

  /** Two anchors; the teacher sees a face of 40x40 pixels or of another size in the first only. */
  private static float detector(NDManager manager, float size, float offset, float score) {
    NDArray teacherBoxes =
        manager.create(
            new float[] {0, 0, size, size, 5, 5, 0, 0, 30, 30, 5, 5}, new Shape(1, 2, 6));
    NDArray boxes =
        manager.create(
            new float[] {offset, 0, size, size, 5, 5, 0, 0, 30, 30, 5, 5}, new Shape(1, 2, 6));
    NDArray teacherScores = manager.create(new float[] {60, -60}, new Shape(1, 2, 1));
    NDArray scores = manager.create(new float[] {score, -60}, new Shape(1, 2, 1));
    return Losses.detector(boxes, scores, teacherBoxes, teacherScores).getFloat();
  }

  @Test
  void boxesCountBySharesOfTheirSize() {
    try (NDManager manager = Torch.newManager()) {
      assertThat(detector(manager, 40, 0, 60)).isEqualTo(0);
      // A quarter of 20 times the share: one of four numbers is off.
      assertThat(detector(manager, 40, 4, 60)).isCloseTo(0.5f, within(1e-3f));
      assertThat(detector(manager, 20, 2, 60)).isCloseTo(0.5f, within(1e-3f));
      // No box counts as smaller than 6 pixels.
      assertThat(detector(manager, 2, 3, 60)).isCloseTo(2.5f, within(1e-3f));
    }
  }

  @Test
  void scoresCountMostWhereThereIsAFace() {
    try (NDManager manager = Torch.newManager()) {
      assertThat(detector(manager, 40, 0, 58)).isCloseTo(2 * 101f / 102, within(1e-3f));
    }
  }

  @Test
  void boxesArePulledToThoseOfTheTeacher() {
    try (NDManager manager = Torch.newManager()) {
      NDArray teacherBoxes = manager.create(new float[] {0, 0, 40, 40}, new Shape(1, 1, 4));
      NDArray boxes = manager.create(new float[] {3, -3, 44, 36}, new Shape(1, 1, 4));
      NDArray scores = manager.create(new float[] {5}, new Shape(1, 1, 1));
      boxes.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        collector.backward(Losses.detector(boxes, scores, teacherBoxes, scores));
      }
      float slope = 20f / 4 / 40;
      assertThat(boxes.getGradient().toFloatArray())
          .containsExactly(new float[] {slope, -slope, slope, -slope}, within(1e-3f));
    }
  }
}
