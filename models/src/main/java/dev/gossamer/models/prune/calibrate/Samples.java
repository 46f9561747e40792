package dev.gossamer.models.prune.calibrate;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Calibration inputs, checked, and places in them. */
public final class Samples {
  private Samples() {}

  /**
   * @throws IllegalArgumentException if there is none
   */
  public static void requireSome(List<float[][]> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("calibration needs at least one sample");
    }
  }

  /**
   * A sample as the values that live before the first node, for {@link Segment}.
   *
   * @param sample one array per graph input, row-major
   * @throws IllegalArgumentException if it does not fit
   */
  public static Map<Integer, float[]> inputs(Graph graph, float[][] sample) {
    if (sample.length != graph.inputs().size()) {
      throw new IllegalArgumentException(
          "a sample needs " + graph.inputs().size() + " inputs, got " + sample.length);
    }
    Map<Integer, float[]> state = new HashMap<>();
    for (int i = 0; i < sample.length; i++) {
      Value input = graph.inputs().get(i);
      if (sample[i].length != input.shape().elements()) {
        throw new IllegalArgumentException(
            input + " needs " + input.shape().elements() + " floats, got " + sample[i].length);
      }
      state.put(input.id(), sample[i]);
    }
    return state;
  }

  /** So many different numbers below {@code all}. */
  public static int[] places(int all, int count, Random random) {
    int[] numbers = IntStream.range(0, all).toArray();
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(all - i);
      int swapped = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = swapped;
    }
    return java.util.Arrays.copyOf(numbers, count);
  }
}
