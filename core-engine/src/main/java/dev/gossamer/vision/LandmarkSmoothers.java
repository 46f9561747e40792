package dev.gossamer.vision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A smoother for each thing that is tracked. */
final class LandmarkSmoothers {
  private final OneEuroFilter.Parameters parameters;
  private final Map<Integer, LandmarkSmoother> smoothers = new HashMap<>();

  /**
   * @param parameters null to leave landmarks as they are
   */
  LandmarkSmoothers(OneEuroFilter.Parameters parameters) {
    this.parameters = parameters;
  }

  /** Forgets all things but these. */
  void retain(Set<Integer> ids) {
    smoothers.keySet().retainAll(ids);
  }

  List<Landmark> smooth(int id, List<Landmark> landmarks, double milliseconds, Region region) {
    if (parameters == null) {
      return landmarks;
    }
    return smoothers
        .computeIfAbsent(id, unseen -> new LandmarkSmoother(parameters))
        .smooth(landmarks, milliseconds, region.width());
  }
}
