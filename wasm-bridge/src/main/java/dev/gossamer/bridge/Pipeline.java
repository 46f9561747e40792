package dev.gossamer.bridge;

import dev.gossamer.vision.Detection;
import dev.gossamer.vision.Face;
import dev.gossamer.vision.FaceDetector;
import dev.gossamer.vision.FaceMesh;
import dev.gossamer.vision.Hand;
import dev.gossamer.vision.HandTracker;
import dev.gossamer.vision.Handedness;
import dev.gossamer.vision.Mask;
import dev.gossamer.vision.Picture;
import dev.gossamer.vision.SelfieSegmenter;
import java.util.List;

/** What looks at pictures and says what it saw in floats, which JavaScript can read. */
sealed interface Pipeline {
  /** What is in the next picture, taken at a time in milliseconds. */
  float[] look(Picture picture, double milliseconds);

  /** Forgets earlier pictures. */
  default void reset() {}

  /**
   * Hands one behind another: id, presence, 1 for a right one, score of that, region, landmarks,
   * world landmarks.
   */
  record Hands(HandTracker tracker) implements Pipeline {
    @Override
    public float[] look(Picture picture, double milliseconds) {
      List<Hand> hands = tracker.detect(picture, milliseconds);
      Floats floats = new Floats();
      for (Hand hand : hands) {
        floats.add(hand.id(), hand.presence());
        floats.add(hand.handedness() == Handedness.RIGHT ? 1 : 0, hand.handednessScore());
        floats.region(hand.region());
        floats.landmarks(hand.landmarks());
        floats.landmarks(hand.worldLandmarks());
      }
      return floats.toArray();
    }

    @Override
    public void reset() {
      tracker.reset();
    }
  }

  /** Faces one behind another: id, presence, region, landmarks. */
  record Meshes(FaceMesh mesh) implements Pipeline {
    @Override
    public float[] look(Picture picture, double milliseconds) {
      Floats floats = new Floats();
      for (Face face : mesh.detect(picture, milliseconds)) {
        floats.add(face.id(), face.presence());
        floats.region(face.region());
        floats.landmarks(face.landmarks());
      }
      return floats.toArray();
    }

    @Override
    public void reset() {
      mesh.reset();
    }
  }

  /** Faces one behind another: score, box, key points. */
  record Faces(FaceDetector detector) implements Pipeline {
    @Override
    public float[] look(Picture picture, double milliseconds) {
      Floats floats = new Floats();
      for (Detection face : detector.detect(picture)) {
        floats.detection(face);
      }
      return floats.toArray();
    }
  }

  /** Width and height of the network's mask, then its shares. */
  record People(SelfieSegmenter segmenter) implements Pipeline {
    @Override
    public float[] look(Picture picture, double milliseconds) {
      Mask mask = segmenter.segmentCoarsely(picture);
      float[] floats = new float[2 + mask.values().length];
      floats[0] = mask.width();
      floats[1] = mask.height();
      System.arraycopy(mask.values(), 0, floats, 2, mask.values().length);
      return floats;
    }
  }
}
