package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.List;

/** A filter for each coordinate of each landmark. */
final class LandmarkSmoother {
  private final OneEuroFilter.Parameters parameters;
  private final List<OneEuroFilter> filters = new ArrayList<>();

  LandmarkSmoother(OneEuroFilter.Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @param size of the thing that moves, in the landmarks' unit
   */
  List<Landmark> smooth(List<Landmark> landmarks, double milliseconds, float size) {
    while (filters.size() < 3 * landmarks.size()) {
      filters.add(new OneEuroFilter(parameters));
    }
    float scale = 1 / size;
    List<Landmark> smooth = new ArrayList<>();
    for (int i = 0; i < landmarks.size(); i++) {
      Landmark raw = landmarks.get(i);
      smooth.add(
          new Landmark(
              filters.get(3 * i).filter(raw.x(), milliseconds, scale),
              filters.get(3 * i + 1).filter(raw.y(), milliseconds, scale),
              filters.get(3 * i + 2).filter(raw.z(), milliseconds, scale)));
    }
    return smooth;
  }
}
