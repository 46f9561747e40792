package dev.gossamer.models.cli;

import java.util.Locale;

/** How {@code prune} chooses weights. */
enum PruneMethod {
  MAGNITUDE,
  GRADIENT,
  OBS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
