package dev.gossamer.plan;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Channels of zeros behind those of a value, as shortcuts pad them before they are added to more
 * channels. The value is made in the first planes of the padded one's buffer, so that only the new
 * planes are filled and nothing is copied (the copies were 3 % of face_detection_short_range).
 */
final class ChannelPadding {
  private ChannelPadding() {}

  /** Whether a task appends channels of zeros and does nothing else. */
  static boolean is(Task task) {
    if (!(task.op() instanceof Op.Pad pad) || !Placement.isPicture(task.input(0).shape())) {
      return false;
    }
    for (int axis = 0; axis < 4; axis++) {
      boolean padded = pad.before().get(axis) > 0 || axis < 3 && pad.after().get(axis) > 0;
      if (padded) {
        return false;
      }
    }
    return pad.value() == 0f;
  }

  /**
   * Values that can be made inside of their padded selves, by id; the padded ones get the layouts
   * that this needs. Only what is read as a residual alone may change its layout.
   */
  static Map<Integer, Value> inPlace(Graph graph, List<Task> tasks, Map<Integer, Layout> layouts) {
    Map<Integer, Task> makers = new HashMap<>();
    Map<Integer, Integer> readers = new HashMap<>();
    for (Task task : tasks) {
      makers.put(task.output().id(), task);
      for (Value input : task.node().inputs()) {
        readers.merge(input.id(), 1, Integer::sum);
      }
    }
    Map<Integer, Value> inPlace = new HashMap<>();
    for (Task task : tasks) {
      Value part = task.node().input(0);
      Value whole = task.output();
      Layout layout = layouts.get(part.id());
      if (is(task)
          && writesItself(makers.get(part.id()))
          && layout.bandCount() == 1
          && layout.pixelStride() == 4
          && !readers.containsKey(whole.id())
          && !graph.isOutput(whole)
          && !inPlace.containsKey(part.id())) {
        layouts.put(whole.id(), layout.withChannels(whole.shape().dim(3)));
        inPlace.put(part.id(), whole);
      }
    }
    return inPlace;
  }

  /** Whether a task puts its output into a buffer of its own: a reshape holds another's. */
  private static boolean writesItself(Task maker) {
    return maker != null && !(maker.op() instanceof Op.Reshape);
  }
}
