package dev.gossamer.models.evaluate;

import dev.gossamer.models.pictures.Crop;
import dev.gossamer.models.pictures.HandRegions;
import dev.gossamer.vision.Detection;
import dev.gossamer.vision.DetectionDecoder;
import dev.gossamer.vision.NonMaximumSuppression;
import java.util.ArrayList;
import java.util.List;

/** What two networks of a task make of the same crop, and how far it is apart. */
public interface Comparison {

  /**
   * @param values distances or overlaps, none where there is nothing to compare
   * @param questions that both answered
   * @param agreements among them
   */
  record Result(double[] values, int questions, int agreements) {}

  /** What outside a picture is to the network. */
  default Crop.Border border() {
    return Crop.Border.REPLICATE;
  }

  /** What black is to the network; white is 1. */
  default float lowest() {
    return 0;
  }

  /** A crop as the network takes it: height x width x 3. */
  default float[] crop(CropSet.Item item, int width, int height) {
    float[] crop = Crop.cut(item.picture(), item.region(), width, height, border());
    for (int i = 0; lowest() != 0 && i < crop.length; i++) {
      crop[i] = lowest() + (1 - lowest()) * crop[i];
    }
    return crop;
  }

  /** Whether lower values are better. */
  boolean isDistance();

  /** What the values are, for the heads of tables. */
  String label();

  Result compare(float[][] actual, float[][] reference);

  /** Whether a network of so many outputs can be compared with a reference of so many. */
  default boolean allows(int outputs, int referenceOutputs) {
    return outputs == referenceOutputs;
  }

  /** By what the reference is for. */
  static Comparison of(Network reference) {
    return switch (reference.task()) {
      case HAND -> new Hands();
      case MASK -> new Masks();
      case DETECTOR -> detector(reference);
      case OTHER -> new Outputs(reference.isClassifier(), reference.lowest());
    };
  }

  /**
   * Of any other network: the root of the outputs' squared error over that of their squares, in
   * percent, on average over the outputs.
   *
   * @param classifier whether it is asked which class is the likeliest
   * @param lowest what black is to the network
   */
  record Outputs(boolean classifier, float lowest) implements Comparison {
    @Override
    public boolean isDistance() {
      return true;
    }

    @Override
    public String label() {
      return "relative error of the outputs, %";
    }

    @Override
    public Result compare(float[][] actual, float[][] reference) {
      double sum = 0;
      for (int output = 0; output < reference.length; output++) {
        double error = 0;
        double square = 0;
        for (int i = 0; i < reference[output].length; i++) {
          double expected = reference[output][i];
          error += (actual[output][i] - expected) * (actual[output][i] - expected);
          square += expected * expected;
        }
        sum += Math.sqrt(square == 0 ? error : error / square);
      }
      double[] values = {100 * sum / reference.length};
      boolean agrees = classifier && greatest(actual[0]) == greatest(reference[0]);
      return new Result(values, classifier ? 1 : 0, agrees ? 1 : 0);
    }

    private static int greatest(float[] numbers) {
      int best = 0;
      for (int i = 1; i < numbers.length; i++) {
        best = numbers[i] > numbers[best] ? i : best;
      }
      return best;
    }
  }

  /** Of faces, if the anchors are known; else what the network says is compared as it is. */
  private static Comparison detector(Network reference) {
    for (DetectionDecoder decoder :
        List.of(DetectionDecoder.fullRangeFace(), DetectionDecoder.shortRangeFace())) {
      float[] black = new float[reference.width() * reference.height() * 3];
      if (reference.run(black)[1].length == decoder.anchorCount()) {
        return new Faces(decoder);
      }
    }
    return new Outputs(false, reference.lowest());
  }

  /**
   * Mean distance of the 21 landmarks in percent of the palm (wrist to middle knuckle), where the
   * reference sees a hand; both are asked whether there is one.
   */
  record Hands() implements Comparison {
    private static final float PRESENT = 0.5f;

    @Override
    public boolean isDistance() {
      return true;
    }

    @Override
    public String label() {
      return "landmark distance, % of palm";
    }

    @Override
    public boolean allows(int outputs, int referenceOutputs) {
      // World landmarks, the fourth output, came later: the published sparse network has none.
      return outputs == referenceOutputs || outputs == 3 && referenceOutputs == 4;
    }

    @Override
    public Result compare(float[][] actual, float[][] reference) {
      boolean isHand = reference[1][0] > PRESENT;
      int agrees = isHand == actual[1][0] > PRESENT ? 1 : 0;
      if (!isHand) {
        return new Result(new double[0], 1, agrees);
      }
      int points = reference[0].length / 3;
      double[] x = new double[points];
      double[] y = new double[points];
      double sum = 0;
      for (int i = 0; i < points; i++) {
        x[i] = reference[0][3 * i];
        y[i] = reference[0][3 * i + 1];
        sum += Math.hypot(actual[0][3 * i] - x[i], actual[0][3 * i + 1] - y[i]);
      }
      double palm = HandRegions.palmSize(x, y);
      return new Result(new double[] {100 * sum / points / palm}, 1, agrees);
    }
  }

  /** Intersection over union of the two masks, cut at a half; each pixel is a question. */
  record Masks() implements Comparison {
    @Override
    public boolean isDistance() {
      return false;
    }

    @Override
    public String label() {
      return "mask IoU";
    }

    @Override
    public Result compare(float[][] actual, float[][] reference) {
      int both = 0;
      int either = 0;
      int size = reference[0].length;
      for (int i = 0; i < size; i++) {
        boolean a = actual[0][i] > 0.5f;
        boolean b = reference[0][i] > 0.5f;
        both += a && b ? 1 : 0;
        either += a || b ? 1 : 0;
      }
      // A picture of nobody says little: under a hundredth of it is not counted.
      boolean isEmpty = either < size / 100;
      double[] values = isEmpty ? new double[0] : new double[] {(double) both / either};
      return new Result(values, size, size - (either - both));
    }
  }

  /**
   * Intersection over union of each of the reference's boxes with the best of the other's; whether
   * there are as many of them is the question.
   */
  record Faces(DetectionDecoder decoder) implements Comparison {
    private static final float SAME = 0.3f;

    @Override
    public Crop.Border border() {
      return Crop.Border.BLACK;
    }

    @Override
    public float lowest() {
      return -1;
    }

    @Override
    public boolean isDistance() {
      return false;
    }

    @Override
    public String label() {
      return "box IoU";
    }

    @Override
    public Result compare(float[][] actual, float[][] reference) {
      List<Detection> mine = found(actual);
      List<Detection> its = found(reference);
      List<Double> overlaps = new ArrayList<>();
      for (Detection face : its) {
        double best = 0;
        for (Detection other : mine) {
          best = Math.max(best, face.box().intersectionOverUnion(other.box()));
        }
        overlaps.add(best);
      }
      double[] values = overlaps.stream().mapToDouble(d -> d).toArray();
      return new Result(values, 1, mine.size() == its.size() ? 1 : 0);
    }

    /** Faces, in shares of the crop, from boxes and scores as the network gives them. */
    List<Detection> found(float[][] outputs) {
      return NonMaximumSuppression.weighted(decoder.decode(outputs[0], outputs[1]), SAME);
    }
  }
}
