package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes that read only constants are computed once, here, unless that would inflate the model. */
public final class FoldConstants implements NodeRule {
  /**
   * A result may have this many times the elements of its inputs, so that a small file stays small.
   */
  private static final int MAX_GROWTH = 4;

  private final ConstantEvaluator evaluator;

  public FoldConstants(ConstantEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public String name() {
    return "fold-constants";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    if (node.outputs().size() != 1
        || graph.isOutput(node.output())
        || node.op() instanceof Op.Densify
        || node.op() instanceof Op.Dequantize) {
      return Optional.empty();
    }
    long elements = 0;
    List<Constant> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      Constant constant = graph.constant(input).orElse(null);
      if (constant == null) {
        return Optional.empty();
      }
      elements += constant.shape().elements();
      inputs.add(constant);
    }
    if (node.output().shape().elements() > MAX_GROWTH * elements) {
      return Optional.empty();
    }
    Optional<Constant> result =
        node.op() instanceof Op.Reshape reshape
            ? Optional.of(reshaped(inputs.get(0), reshape.shape()))
            : evaluator.evaluate(node, inputs);
    return result.map(constant -> Term.constant(node.name(), constant));
  }

  private static Constant reshaped(Constant constant, Shape shape) {
    return switch (constant) {
      case Constant.Floats floats -> new Constant.Floats(floats.type(), shape, floats.floats());
      case Constant.Ints ints -> new Constant.Ints(ints.type(), shape, ints.ints());
      case Constant.Sparse sparse -> Constant.Floats.of(shape, sparse.matrix().toDense());
    };
  }
}
