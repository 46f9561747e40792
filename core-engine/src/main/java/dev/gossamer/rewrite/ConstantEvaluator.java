package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Node;
import java.util.List;
import java.util.Optional;

/** Computes nodes whose inputs are all constant; whoever has kernels provides it. */
public interface ConstantEvaluator {

  /** Evaluates nothing. */
  ConstantEvaluator NONE = (node, inputs) -> Optional.empty();

  /**
   * The node's only output; empty if the evaluator cannot compute it.
   *
   * @param inputs one per input of the node
   */
  Optional<Constant> evaluate(Node node, List<Constant> inputs);
}
