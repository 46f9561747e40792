package dev.gossamer.finetune;

import java.util.SplittableRandom;

/**
 * Another hand made of the one in a crop: fingers thinner or thicker, longer, shorter and bent, by
 * moving what is seen smoothly. Training hands are few people's; a teacher tells where the
 * landmarks are in the moved picture, so nothing has to be known of them here.
 */
final class HandShape {
  private static final int CELLS = 56;

  /** How far flesh reaches from a bone, as a share of the palm. */
  private static final double FLESH = 0.14;

  private final float[] right = new float[CELLS * CELLS];
  private final float[] down = new float[CELLS * CELLS];

  /**
   * @param u of the landmarks in shares of the crop
   * @param v of the landmarks
   * @param thickness of fingers, 1 for as they are
   */
  HandShape(double[] u, double[] v, double thickness) {
    double reach = FLESH * Math.hypot(u[9] - u[0], v[9] - v[0]);
    double[] nearest = new double[2];
    for (int cell = 0; cell < right.length; cell++) {
      double x = (cell % CELLS + 0.5) / CELLS;
      double y = (cell / CELLS + 0.5) / CELLS;
      double weights = 1;
      double sumX = 0;
      double sumY = 0;
      // Between two fingers both pull and cancel, so the picture does not tear there.
      for (int[] bone : HandMask.BONES) {
        HandMask.nearest(x, y, u, v, bone, nearest);
        double dx = x - nearest[0];
        double dy = y - nearest[1];
        double weight = Math.exp(-(dx * dx + dy * dy) / (reach * reach + 1e-12));
        weights += weight;
        sumX += weight * dx;
        sumY += weight * dy;
      }
      double factor = (1 / thickness - 1) * 2 / weights; // at a lone bone weights are 2
      right[cell] = (float) (factor * sumX);
      down[cell] = (float) (factor * sumY);
    }
  }

  /** A random one: every part of it small enough that the picture does not fold. */
  static HandShape random(double[] u, double[] v, SplittableRandom random) {
    HandShape shape = new HandShape(u, v, Math.exp(Photometry.spread(random, 0.1)));
    shape.bend(4, 0.020, random);
    shape.bend(7, 0.007, random);
    return shape;
  }

  /**
   * Adds a smooth random field: a uniform cubic B-spline over {@code knots} x {@code knots} random
   * offsets.
   *
   * @param deviation of the offsets, as a share of the crop
   */
  private void bend(int knots, double deviation, SplittableRandom random) {
    for (float[] field : new float[][] {right, down}) {
      int side = knots + 3;
      double[] offsets = new double[side * side];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = Photometry.spread(random, deviation);
      }
      for (int row = 0; row < CELLS; row++) {
        double y = (row + 0.5) / CELLS * knots;
        double[] weightsY = spline(y - (int) y);
        for (int column = 0; column < CELLS; column++) {
          double x = (column + 0.5) / CELLS * knots;
          double[] weightsX = spline(x - (int) x);
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
              sum += weightsY[i] * weightsX[j] * offsets[((int) y + i) * side + (int) x + j];
            }
          }
          field[row * CELLS + column] += (float) sum;
        }
      }
    }
  }

  private static double[] spline(double t) {
    double s = 1 - t;
    return new double[] {
      s * s * s / 6,
      (3 * t * t * t - 6 * t * t + 4) / 6,
      (3 * s * s * s - 6 * s * s + 4) / 6,
      t * t * t / 6
    };
  }

  /**
   * @param crop [extent,extent,3]
   * @return a crop of the same size; at its edges the nearest pixels
   */
  float[] of(float[] crop, int extent) {
    float[] moved = new float[crop.length];
    for (int row = 0; row < extent; row++) {
      for (int column = 0; column < extent; column++) {
        float x = column + extent * at(right, column, row, extent);
        float y = row + extent * at(down, column, row, extent);
        sample(crop, extent, x, y, moved, (row * extent + column) * 3);
      }
    }
    return moved;
  }

  /** Where pixel ({@code column}, {@code row}) comes from, in pixels. */
  float[] source(int column, int row, int extent) {
    return new float[] {
      column + extent * at(right, column, row, extent), row + extent * at(down, column, row, extent)
    };
  }

  private static float at(float[] field, int column, int row, int extent) {
    float x = clamp((column + 0.5f) / extent * CELLS - 0.5f, CELLS);
    float y = clamp((row + 0.5f) / extent * CELLS - 0.5f, CELLS);
    int left = Math.min((int) x, CELLS - 2);
    int top = Math.min((int) y, CELLS - 2);
    int at = top * CELLS + left;
    float above = field[at] + (field[at + 1] - field[at]) * (x - left);
    float below = field[at + CELLS] + (field[at + CELLS + 1] - field[at + CELLS]) * (x - left);
    return above + (below - above) * (y - top);
  }

  private static void sample(
      float[] crop, int extent, float fromX, float fromY, float[] out, int offset) {
    float x = clamp(fromX, extent);
    float y = clamp(fromY, extent);
    int left = Math.min((int) x, extent - 2);
    int top = Math.min((int) y, extent - 2);
    int at = (top * extent + left) * 3;
    int below = at + extent * 3;
    for (int c = 0; c < 3; c++) {
      float upper = crop[at + c] + (crop[at + 3 + c] - crop[at + c]) * (x - left);
      float lower = crop[below + c] + (crop[below + 3 + c] - crop[below + c]) * (x - left);
      out[offset + c] = upper + (lower - upper) * (y - top);
    }
  }

  private static float clamp(float position, int extent) {
    return Math.max(0, Math.min(extent - 1, position));
  }
}
