package dev.gossamer.bridge;

import dev.gossamer.vision.Sampling;

/** Ends a {@link Pass} over a picture that cannot go on before JavaScript has run a model. */
final class WantedRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  final transient PageModel model;
  final transient Sampling sampling;

  WantedRun(PageModel model, Sampling sampling) {
    this.model = model;
    this.sampling = sampling;
  }
}
