package dev.gossamer.models.prune.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Spreads zeros over layers along the lower convex hulls of their errors, the flattest first. */
final class SensitivityHull {
  private SensitivityHull() {}

  /**
   * A layer.
   *
   * @param weights how many it has
   * @param errors one per level of sparsity
   */
  record Curve(double weights, double[] errors) {}

  /** A straight piece of a layer's hull: so many weights can go at so much error each. */
  private record Piece(int layer, double weights, double slope) {}

  /**
   * One sparsity per curve; weighted by the curves' weights their mean is {@code sparsity}.
   *
   * @param levels ascending from 0
   */
  static double[] allocate(double[] levels, List<Curve> curves, double sparsity) {
    double all = curves.stream().mapToDouble(Curve::weights).sum();
    double wanted = sparsity * all;
    double[] result = new double[curves.size()];
    if (sparsity >= levels[levels.length - 1]) {
      Arrays.fill(result, sparsity);
      return result;
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      pieces.addAll(pieces(i, levels, curves.get(i)));
    }
    pieces.sort(Comparator.comparingDouble(Piece::slope));
    for (Piece piece : pieces) {
      double taken = Math.min(wanted, piece.weights());
      result[piece.layer()] += taken / curves.get(piece.layer()).weights();
      wanted -= taken;
    }
    return result;
  }

  private static List<Piece> pieces(int layer, double[] levels, Curve curve) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < levels.length - 1) {
      int next = at + 1;
      for (int other = at + 2; other < levels.length; other++) {
        if (slope(levels, curve, at, other) <= slope(levels, curve, at, next)) {
          next = other;
        }
      }
      double weights = curve.weights() * (levels[next] - levels[at]);
      pieces.add(new Piece(layer, weights, slope(levels, curve, at, next) / curve.weights()));
      at = next;
    }
    return pieces;
  }

  private static double slope(double[] levels, Curve curve, int from, int to) {
    return (curve.errors()[to] - curve.errors()[from]) / (levels[to] - levels[from]);
  }
}
