package dev.gossamer.models.cli;

import dev.gossamer.models.prune.Allocation;
import java.util.Locale;

/** How {@code prune} spreads zeros over layers. */
enum Spread {
  UNIFORM(Allocation.UNIFORM),
  ERK(Allocation.ERK),
  /** Measured first, on the layers of a uniform plan. */
  SENSITIVITY(Allocation.UNIFORM),
  /** Likewise. */
  SOLVED(Allocation.UNIFORM);

  /** What is planned with; where zeros go by a measurement, before it. */
  private final Allocation byShape;

  Spread(Allocation byShape) {
    this.byShape = byShape;
  }

  Allocation byShape() {
    return byShape;
  }

  boolean isMeasured() {
    return this == SENSITIVITY || this == SOLVED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
