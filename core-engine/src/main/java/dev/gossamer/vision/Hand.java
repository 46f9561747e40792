package dev.gossamer.vision;

import java.util.List;

/**
 * A hand in a picture.
 *
 * <p>Landmarks, 21 of them: the wrist, then of thumb, index, middle, ring and little finger four
 * each, from the palm to the tip.
 *
 * @param id the same from picture to picture for as long as the hand is tracked
 * @param presence how sure the network is that there is a hand, 0 to 1
 * @param handedness of a picture that is not mirrored
 * @param handednessScore how sure the network is of that, 0.5 to 1
 * @param landmarks in pixels of the picture; z has the scale of x and is 0 at the wrist
 * @param worldLandmarks in metres from the hand's centre, along the axes of the picture; empty for
 *     models that have none
 * @param region where the network looked
 */
public record Hand(
    int id,
    float presence,
    Handedness handedness,
    float handednessScore,
    List<Landmark> landmarks,
    List<Landmark> worldLandmarks,
    Region region) {
  public Hand {
    landmarks = List.copyOf(landmarks);
    worldLandmarks = List.copyOf(worldLandmarks);
  }
}
