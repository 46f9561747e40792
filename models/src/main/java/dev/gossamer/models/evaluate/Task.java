package dev.gossamer.models.evaluate;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.List;

/**
 * What a network is for, told by its outputs: this decides how pictures are cut, trained on and
 * compared.
 */
public enum Task {
  /** Landmarks [1,63], presence [1,1], handedness [1,1], maybe world landmarks [1,63]. */
  HAND,
  /** One mask [1,H,W,1]. */
  MASK,
  /** Boxes [1,N,K] and scores [1,N,1]. */
  DETECTOR,
  /** Anything else: every output by its squared error. */
  OTHER;

  public static Task of(Graph graph) {
    List<Shape> shapes = graph.outputs().stream().map(Value::shape).toList();
    if (shapes.size() >= 3 && shapes.get(0).equals(Shape.of(1, 63))) {
      return HAND;
    }
    if (shapes.size() == 1 && shapes.get(0).rank() == 4 && shapes.get(0).dim(3) == 1) {
      return MASK;
    }
    boolean isDetector =
        shapes.size() == 2
            && shapes.get(0).rank() == 3
            && shapes.get(1).rank() == 3
            && shapes.get(1).dim(2) == 1
            && shapes.get(0).dim(1) == shapes.get(1).dim(1);
    return isDetector ? DETECTOR : OTHER;
  }
}
