package dev.gossamer.bridge;

import dev.gossamer.vision.Picture;
import dev.gossamer.vision.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture in JavaScript's hands, and what models have said about it so far. Java cannot wait for
 * JavaScript to run a model. So a pipeline that wants a run which has not been made is abandoned,
 * and goes over the picture again once it has: everything before is answered from memory, which
 * costs microseconds. Runs are told apart by their order.
 */
final class Pass implements Picture {
  private final int width;
  private final int height;
  private final List<float[][]> answers = new ArrayList<>();
  private int asked;
  private float[][] arriving;

  Pass(int width, int height) {
    this.width = width;
    this.height = height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** Before each time over the picture: what has arrived counts, questions begin anew. */
  void restart() {
    if (arriving != null) {
      answers.add(arriving);
      arriving = null;
    }
    asked = 0;
  }

  /** The outputs of the next run, if it has been made. */
  float[][] ask(PageModel model, Sampling sampling) {
    if (asked == answers.size()) {
      throw new WantedRun(model, sampling);
    }
    return answers.get(asked++);
  }

  /** Makes room for the outputs of the run that was wanted. */
  void expect(PageModel model) {
    arriving = model.newOutputs();
  }

  /** Where an output of the run that was wanted goes. */
  float[] arriving(int output) {
    if (arriving == null || output < 0 || output >= arriving.length) {
      throw new IllegalArgumentException("output " + output + " of no run that was wanted");
    }
    return arriving[output];
  }
}
