package dev.gossamer.bench;

import java.util.List;

/**
 * A pipeline beside MediaPipe's.
 *
 * @param kind of picture that both were given
 * @param gossamer milliseconds per picture, the median of each slice
 * @param mediapipe the same
 * @param ratios MediaPipe's over Gossamer's, of neighbouring slices
 */
record VisionResult(
    String name,
    List<String> models,
    String file,
    String kind,
    String browser,
    VisionAgreement agreement,
    List<Double> gossamer,
    List<Double> mediapipe,
    List<Double> ratios) {
  double speedUp() {
    return Statistics.median(ratios);
  }
}
