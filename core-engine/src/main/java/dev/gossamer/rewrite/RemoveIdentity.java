package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Optional;

/** Nodes that hand on their input unchanged, bit for bit (but for the sign of zero), go. */
public final class RemoveIdentity implements NodeRule {
  @Override
  public String name() {
    return "remove-identity";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    Value source = source(graph, node);
    if (source == null
        || !source.shape().equals(node.output().shape())
        || source.type() != node.output().type()
        || node.op().activation() != Activation.NONE) {
      return Optional.empty();
    }
    if (graph.isOutput(node.output()) && !canBecomeOutput(graph, source)) {
      return Optional.empty();
    }
    return Optional.of(Term.of(source));
  }

  /** An output of the graph stays the result of a node of its own, whose name it can bear. */
  private static boolean canBecomeOutput(Graph graph, Value source) {
    Node producer = graph.producer(source).orElse(null);
    return producer != null
        && producer.outputs().size() == 1
        && !graph.isOutput(source)
        && graph.consumers(source).size() == 1;
  }

  /** The input that the node hands on if the shapes agree; null if it computes something. */
  private static Value source(Graph graph, Node node) {
    Value x = node.input(0);
    boolean identity =
        switch (node.op()) {
          case Op.Reshape reshape -> true;
          case Op.Pad pad -> true;
          case Op.Resize resize -> true;
          case Op.DepthToSpace d2s -> true;
          case Op.SpaceToDepth s2d -> true;
          case Op.Concatenation concat -> node.inputs().size() == 1;
          case Op.Split split -> node.outputs().size() == 1;
          case Op.Transpose transpose -> isIdentity(transpose.permutation());
          case Op.StridedSlice slice -> isForward(slice);
          case Op.Reduce reduce -> true;
          case Op.Pool2d pool ->
              pool.kernelHeight() == 1 && pool.kernelWidth() == 1 && pool.stride().isOne();
          case Op.Dequantize dequantize -> dequantize.scales().isEmpty();
          default -> false;
        };
    if (identity) {
      return x;
    }
    return node.op() instanceof Op.Binary binary ? neutral(graph, node, binary.kind()) : null;
  }

  private static Value neutral(Graph graph, Node node, Op.Binary.Kind kind) {
    Value a = node.input(0);
    Value b = node.input(1);
    return switch (kind) {
      case ADD ->
          Constants.isFilledWith(graph, b, 0f)
              ? a
              : Constants.isFilledWith(graph, a, 0f) ? b : null;
      case MUL ->
          Constants.isFilledWith(graph, b, 1f)
              ? a
              : Constants.isFilledWith(graph, a, 1f) ? b : null;
      case SUB -> Constants.isFilledWith(graph, b, 0f) ? a : null;
      case DIV -> Constants.isFilledWith(graph, b, 1f) ? a : null;
      case MAXIMUM, MINIMUM, SQUARED_DIFFERENCE -> null;
    };
  }

  private static boolean isIdentity(List<Integer> permutation) {
    for (int i = 0; i < permutation.size(); i++) {
      if (permutation.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  private static boolean isForward(Op.StridedSlice slice) {
    for (int i = 0; i < slice.strides().size(); i++) {
      if (slice.begin().get(i) != 0 || slice.strides().get(i) != 1 && slice.size().get(i) != 1) {
        return false;
      }
    }
    return true;
  }
}
