package dev.gossamer.bridge;

import dev.gossamer.vision.Sampling;

/** A pipeline that JavaScript holds by number, with the picture under way and the last results. */
final class OpenPipeline {
  /** What {@link #proceed} answers when there are results. */
  static final int DONE = 0;

  private final Pipeline pipeline;
  private final PageModel[] models;
  private Pass pass;
  private double milliseconds;
  private float[] results = new float[0];

  /**
   * @param models all that it may want runs of
   */
  OpenPipeline(Pipeline pipeline, PageModel... models) {
    this.pipeline = pipeline;
    this.models = models;
  }

  void begin(int width, int height, double milliseconds) {
    this.pass = new Pass(width, height);
    this.milliseconds = milliseconds;
  }

  /**
   * @return {@link #DONE}; or the number of the model, from 1 on, whose run is wanted on what the
   *     staging block tells
   */
  int proceed() {
    Pass current = pass();
    current.restart();
    try {
      results = pipeline.look(current, milliseconds);
    } catch (WantedRun wanted) {
      current.expect(wanted.model);
      stage(wanted.sampling);
      return numberOf(wanted.model);
    }
    pass = null;
    return DONE;
  }

  /** Where an output of the run that was wanted goes. */
  float[] arriving(int output) {
    return pass().arriving(output);
  }

  float[] results() {
    return results;
  }

  void reset() {
    pass = null;
    pipeline.reset();
  }

  private Pass pass() {
    if (pass == null) {
      throw new IllegalStateException("no picture is under way");
    }
    return pass;
  }

  private int numberOf(PageModel model) {
    for (int i = 0; i < models.length; i++) {
      if (models[i] == model) {
        return i + 1;
      }
    }
    throw new IllegalStateException("a run of an unknown model");
  }

  /** In the order in which the kernel takes them. */
  private static void stage(Sampling at) {
    float[] numbers = {
      at.originX(),
      at.originY(),
      at.stepX(),
      at.stepY(),
      at.cos(),
      at.sin(),
      at.low(),
      at.scale(),
      at.replicate() ? 1 : 0
    };
    Transfer.from(numbers, 0, numbers.length);
  }
}
