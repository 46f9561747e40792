package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * How far a student's outputs are from its teacher's; each result is a scalar to be minimised.
 * Logits are numbers before a logistic function.
 */
final class Losses {
  /** Landmarks count fully where the teacher is sure of a hand, this much where it is not. */
  private static final float WITHOUT_HAND = 0.1f;

  /** In pixels of the crop: no palm counts as smaller. */
  private static final float SMALLEST_PALM = 20;

  private Losses() {}

  /**
   * Mean distance of 21 landmarks in shares of the palm (wrist to middle knuckle), depth counting
   * less.
   *
   * @param student [N,63]
   * @param teacher [N,63]
   * @param presence the teacher's logit [N,1]
   */
  static NDArray landmarks(NDArray student, NDArray teacher, NDArray presence) {
    long batch = student.getShape().get(0);
    Shape points = new Shape(batch, 21, 3);
    NDArray expected = teacher.reshape(points);
    NDArray difference = student.reshape(points).sub(expected);
    NDArray flat = difference.get(new NDIndex(":, :, 0:2")).square().sum(new int[] {2});
    NDArray depth = Scaling.times(difference.get(new NDIndex(":, :, 2")).square(), 0.1f);
    // The small number keeps the slope of the root finite; it is 0.3 pixels squared.
    NDArray distance = flat.add(depth).add(0.1f).sqrt();
    NDArray bone =
        expected.get(new NDIndex(":, 9, 0:2")).sub(expected.get(new NDIndex(":, 0, 0:2")));
    NDArray palm = bone.square().sum(new int[] {1}).sqrt().maximum(SMALLEST_PALM);
    NDArray weight =
        ai.djl.nn.Activation.sigmoid(presence.reshape(batch))
            .mul(1 - WITHOUT_HAND)
            .add(WITHOUT_HAND);
    return distance.mean(new int[] {1}).div(palm).mul(weight).mean();
  }

  /** Mean distance in the unit of the numbers, over the teacher's palm, which is about 0.09 m. */
  static NDArray world(NDArray student, NDArray teacher) {
    return Scaling.times(student.sub(teacher).abs().mean(), 1 / 0.09f);
  }

  /** Mean cross-entropy of student logits with the teacher's probabilities. */
  static NDArray crossEntropy(NDArray student, NDArray teacherLogits) {
    return crossEntropies(student, teacherLogits).mean();
  }

  private static NDArray crossEntropies(NDArray student, NDArray teacherLogits) {
    NDArray target = ai.djl.nn.Activation.sigmoid(teacherLogits);
    NDArray softplus = student.abs().neg().exp().add(1).log();
    return ai.djl.nn.Activation.relu(student).sub(student.mul(target)).add(softplus);
  }

  /**
   * One less the intersection over union of each mask, of probabilities: min over max, which is
   * least where they are equal (Wang et al., Jaccard Metric Losses, 2023). Small masks count as
   * much as large ones. A hundredth of the mask is added to both, so that a picture of nobody
   * counts little.
   *
   * @param student logits [N,1,H,W]
   * @param teacherLogits likewise
   */
  static NDArray overlap(NDArray student, NDArray teacherLogits) {
    Shape pixels = new Shape(student.getShape().get(0), -1);
    NDArray mine = ai.djl.nn.Activation.sigmoid(student).reshape(pixels);
    NDArray its = ai.djl.nn.Activation.sigmoid(teacherLogits).reshape(pixels);
    int[] each = {1};
    NDArray twice = mine.add(its).sum(each).add(mine.getShape().get(1) / 50f);
    NDArray apart = mine.sub(its).abs().sum(each);
    return twice.sub(apart).div(twice.add(apart)).neg().add(1).mean();
  }

  /** Squared error over the mean square of what was expected. */
  static NDArray relative(NDArray student, NDArray teacher) {
    NDArray scale = teacher.square().mean().add(1e-6f);
    return student.sub(teacher).square().mean().div(scale);
  }

  /**
   * Boxes where the teacher sees something, in percent of the picture, and scores everywhere, the
   * rare anchors with a score counting more. Boxes in shares of their size, as an overlap is, were
   * tried and were no better (0.90 after 1,100 steps, where this gave 0.93).
   *
   * @param boxes the student's [N,A,K]
   * @param scores the student's logits [N,A,1]
   * @param extent of the network's input, the unit of boxes, in pixels
   */
  static NDArray detector(
      NDArray boxes, NDArray scores, NDArray teacherBoxes, NDArray teacherScores, int extent) {
    NDArray sure = ai.djl.nn.Activation.sigmoid(teacherScores);
    NDArray weight = sure.add(0.002f);
    NDArray distance = Scaling.times(boxes.sub(teacherBoxes).abs(), 100f / extent).mul(weight);
    NDArray boxLoss = distance.sum().div(weight.sum().mul(boxes.getShape().get(2)));
    NDArray scoreWeight = sure.mul(20).add(1);
    NDArray logitLoss = scores.sub(teacherScores).abs().mul(scoreWeight);
    return boxLoss.add(logitLoss.sum().div(scoreWeight.sum()));
  }
}
