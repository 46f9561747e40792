package dev.gossamer.models.prune;

import dev.gossamer.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** How much of each layer goes, by its shape alone. */
public enum Allocation implements Allocator {
  /** The same share of every layer. */
  UNIFORM {
    @Override
    public double[] sparsities(List<PrunableLayer> layers, double sparsity) {
      double[] result = new double[layers.size()];
      Arrays.fill(result, sparsity);
      return result;
    }
  },

  /**
   * Erdos-Renyi-kernel (Evci et al., Rigging the Lottery, 2020): the density of a layer goes with
   * (sum of its extents) / (product of its extents), so that small layers stay denser; none beyond
   * 1.
   */
  ERK {
    @Override
    public double[] sparsities(List<PrunableLayer> layers, double sparsity) {
      double[] raw = new double[layers.size()];
      for (int i = 0; i < raw.length; i++) {
        Shape shape = layers.get(i).node().input(1).shape();
        raw[i] = Arrays.stream(shape.dims()).asDoubleStream().sum() / shape.elements();
      }
      return scaled(layers, raw, sparsity);
    }
  };

  /** Densities in proportion to {@code raw}, those beyond 1 capped and the rest raised for it. */
  private static double[] scaled(List<PrunableLayer> layers, double[] raw, double sparsity) {
    boolean[] full = new boolean[raw.length];
    while (true) {
      double wanted = 0;
      double weighted = 0;
      for (int i = 0; i < raw.length; i++) {
        double weights = layers.get(i).weights().length;
        wanted += (1 - sparsity) * weights - (full[i] ? weights : 0);
        weighted += full[i] ? 0 : raw[i] * weights;
      }
      double scale = weighted == 0 ? 0 : Math.max(0, wanted / weighted);
      boolean capped = false;
      for (int i = 0; i < raw.length; i++) {
        if (!full[i] && scale * raw[i] > 1) {
          full[i] = true;
          capped = true;
        }
      }
      if (!capped) {
        double[] result = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
          result[i] = full[i] ? 0 : 1 - scale * raw[i];
        }
        return result;
      }
    }
  }
}
