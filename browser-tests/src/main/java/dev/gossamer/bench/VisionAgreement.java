package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * How alike both sides see the same pictures.
 *
 * @param measure what {@code typical} and {@code worst} are
 * @param typical the median over everything that was compared
 * @param worst of all
 * @param pictures how many
 * @param different pictures in which the sides found different numbers of things
 * @param equal whether that counts as equal results
 */
record VisionAgreement(
    String measure, double typical, double worst, int pictures, int different, boolean equal) {
  // What the tests of the pipelines ask of them against MediaPipe's own expected results.
  private static final double MOST_PIXELS = 12;
  private static final double LEAST_BOX = 0.8;
  private static final double LEAST_MASK = 0.97;

  /** Hands: the mean distance of landmarks, in pixels. */
  static VisionAgreement ofLandmarks(List<List<double[]>> ours, List<List<double[]>> theirs) {
    return of("px", ours, theirs, VisionAgreement::distance, false, MOST_PIXELS);
  }

  /** Faces: the overlap of boxes, intersection over union. */
  static VisionAgreement ofBoxes(List<List<double[]>> ours, List<List<double[]>> theirs) {
    return of("IoU", ours, theirs, VisionAgreement::overlap, true, LEAST_BOX);
  }

  /**
   * @param overlaps of the masks of each picture
   */
  static VisionAgreement ofMasks(List<Double> overlaps) {
    return summary("IoU", overlaps, overlaps.size(), 0, true, LEAST_MASK);
  }

  private static VisionAgreement of(
      String measure,
      List<List<double[]>> ours,
      List<List<double[]>> theirs,
      ToDoubleBiFunction<double[], double[]> likeness,
      boolean larger,
      double bound) {
    if (ours.size() != theirs.size()) {
      throw new IllegalArgumentException(ours.size() + " and " + theirs.size() + " pictures");
    }
    List<Double> values = new ArrayList<>();
    int different = 0;
    for (int i = 0; i < ours.size(); i++) {
      List<double[]> remaining = new ArrayList<>(theirs.get(i));
      different += remaining.size() == ours.get(i).size() ? 0 : 1;
      for (double[] thing : ours.get(i)) {
        remaining.stream()
            .min(
                (a, b) -> {
                  int order =
                      Double.compare(
                          likeness.applyAsDouble(thing, a), likeness.applyAsDouble(thing, b));
                  return larger ? -order : order;
                })
            .ifPresent(
                nearest -> {
                  values.add(likeness.applyAsDouble(thing, nearest));
                  remaining.remove(nearest);
                });
      }
    }
    return summary(measure, values, ours.size(), different, larger, bound);
  }

  private static VisionAgreement summary(
      String measure,
      List<Double> values,
      int pictures,
      int different,
      boolean larger,
      double bound) {
    double typical = Statistics.median(values);
    double worst =
        larger
            ? Statistics.minimum(values)
            : -Statistics.minimum(values.stream().map(value -> -value).toList());
    boolean within = larger ? worst >= bound : worst <= bound;
    return new VisionAgreement(
        measure, typical, worst, pictures, different, within && different == 0);
  }

  /** Of points, the mean. */
  static double distance(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " coordinates");
    }
    double sum = 0;
    for (int i = 0; i < a.length; i += 2) {
      sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
    }
    return sum / (a.length / 2);
  }

  /** Of rectangles by two corners. */
  static double overlap(double[] a, double[] b) {
    double width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    double height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    double both = Math.max(0, width) * Math.max(0, height);
    return both / (area(a) + area(b) - both);
  }

  private static double area(double[] box) {
    return (box[2] - box[0]) * (box[3] - box[1]);
  }
}
