package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;

/** What rules ask of constants. */
final class Constants {
  private Constants() {}

  /**
   * The elements as dense floats; shared with the constant where it is dense, so only to be read.
   */
  static float[] floats(Constant constant) {
    return switch (constant) {
      case Constant.Floats dense -> dense.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints -> {
        float[] floats = new float[ints.ints().length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = ints.ints()[i];
        }
        yield floats;
      }
    };
  }

  /** True if the value is a dense float constant of which every element equals {@code expected}. */
  static boolean isFilledWith(Graph graph, Value value, float expected) {
    if (!(graph.constant(value).orElse(null) instanceof Constant.Floats constant)) {
      return false;
    }
    for (float element : constant.floats()) {
      if (element != expected) {
        return false;
      }
    }
    return true;
  }

  /**
   * True if the value is read only as the weights of convolutions and fully connected layers, at
   * once or through DEQUANTIZE and DENSIFY: the readers that take sparse constants.
   */
  static boolean isReadOnlyAsWeights(Graph graph, Value value) {
    if (graph.isOutput(value)) {
      return false;
    }
    for (Node reader : graph.consumers(value)) {
      boolean fits =
          switch (reader.op()) {
            case Op.Dequantize dequantize -> isReadOnlyAsWeights(graph, reader.output());
            case Op.Densify densify -> isReadOnlyAsWeights(graph, reader.output());
            case Op.Conv2d conv -> isOnlyInput(reader, value, 1);
            case Op.DepthwiseConv2d conv -> isOnlyInput(reader, value, 1);
            case Op.FullyConnected fc -> isOnlyInput(reader, value, 1);
            default -> false;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnlyInput(Node node, Value value, int index) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if ((node.input(i) == value) != (i == index)) {
        return false;
      }
    }
    return true;
  }
}
