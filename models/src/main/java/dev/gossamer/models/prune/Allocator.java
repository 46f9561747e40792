package dev.gossamer.models.prune;

import java.util.List;

/** Spreads zeros over layers. */
@FunctionalInterface
public interface Allocator {
  /**
   * One per layer, 0..1; weighted by the layers' weights their mean is {@code sparsity}.
   *
   * @param sparsity share of all the layers' weights that is to go, 0..1
   */
  double[] sparsities(List<PrunableLayer> layers, double sparsity);
}
