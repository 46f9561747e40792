package dev.gossamer.vision;

import java.util.List;

/**
 * The surface of a face in a picture.
 *
 * @param id the same from picture to picture for as long as the face is tracked
 * @param presence how sure the network is that there is a face, 0 to 1
 * @param landmarks 468 of them, in pixels of the picture, in the order of MediaPipe's canonical
 *     face model; z has the scale of x
 * @param region where the network looked
 */
public record Face(int id, float presence, List<Landmark> landmarks, Region region) {
  public Face {
    landmarks = List.copyOf(landmarks);
  }
}
