package dev.gossamer.models.evaluate;

import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.models.convert.KnownRange;
import dev.gossamer.rewrite.RewriteOptions;

/** A model to be compared, run by the interpreter. Not safe for several threads at once. */
public final class Network {
  private final String name;
  private final Graph graph;
  private final Interpreter interpreter;
  private final float lowest;

  public Network(String name, byte[] model) {
    this.name = name;
    graph =
        RewriteOptions.ALL
            .withEvaluator(NodeEvaluator::evaluate)
            .rewriter()
            .rewrite(ModelReader.read(model))
            .graph();
    if (graph.inputs().size() != 1 || graph.inputs().get(0).shape().rank() != 4) {
      throw new IllegalArgumentException(
          name + ": expected a model of one input [1,height,width,3], found " + graph.inputs());
    }
    interpreter = new Interpreter(graph);
    lowest = KnownRange.of(model).map(InputRange::low).orElse(0f);
  }

  public String name() {
    return name;
  }

  public Task task() {
    return Task.of(graph);
  }

  /** What black is to it, 0 if that is not known; white is taken to be 1. */
  float lowest() {
    return lowest;
  }

  /** Whether its only output are the probabilities of classes. */
  boolean isClassifier() {
    return graph.outputs().size() == 1
        && graph.producer(graph.outputs().get(0)).map(Node::op).orElse(null) instanceof Op.Softmax;
  }

  /** Of its input, in pixels. */
  public int height() {
    return graph.inputs().get(0).shape().dim(1);
  }

  /** Of its input, in pixels. */
  public int width() {
    return graph.inputs().get(0).shape().dim(2);
  }

  /** One array per output, row-major. */
  public float[][] run(float[] crop) {
    return interpreter.run(new float[][] {crop});
  }
}
