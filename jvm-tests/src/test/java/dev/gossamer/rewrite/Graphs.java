package dev.gossamer.rewrite;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.List;

/** Building blocks of the graphs in these tests. */
final class Graphs {
  static final Op RELU = new Op.Unary(Op.Unary.Kind.RELU);
  static final Op.Conv2d CONV = conv(Padding.NONE, Activation.NONE);

  private Graphs() {}

  static Op.Conv2d conv(Padding padding, Activation activation) {
    return new Op.Conv2d(Stride.ONE, Stride.ONE, padding, 1, activation);
  }

  static Op.DepthwiseConv2d depthwise(Padding padding, Activation activation) {
    return new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, padding, 1, activation);
  }

  static Op.Pool2d pool(Op.Pool2d.Kind kind, int size, Padding padding) {
    return new Op.Pool2d(kind, size, size, Stride.ONE, padding, Activation.NONE);
  }

  /** Pads height and width of a rank 4 tensor by one zero on each side. */
  static Op.Pad border(float value) {
    return new Op.Pad(List.of(0, 1, 1, 0), List.of(0, 1, 1, 0), value);
  }

  static Op.Binary binary(Op.Binary.Kind kind) {
    return new Op.Binary(kind, Activation.NONE);
  }

  static Op.Reshape reshape(int... dims) {
    return new Op.Reshape(Shape.of(dims));
  }

  /** A constant of 1, 2, 3, ... */
  static Value counting(Graph.Builder builder, String name, int... dims) {
    Shape shape = Shape.of(dims);
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i + 1;
    }
    return builder.constant(name, Constant.Floats.of(shape, floats));
  }

  static Constant.Sparse sparse(DataType type, Shape shape, float... dense) {
    CsrMatrix matrix = CsrMatrix.fromDense(shape.dim(0), dense.length / shape.dim(0), dense);
    return new Constant.Sparse(type, shape, matrix, TacoLayout.lastDimensionCsr(shape.rank()));
  }

  static Graph apply(Rule rule, Graph graph) {
    return rule.apply(graph, new RewriteReport.Builder());
  }

  static Graph settle(Rule rule, Graph graph) {
    return new Rewriter(List.of(rule)).rewrite(graph).graph();
  }

  static List<String> labels(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().label()).toList();
  }

  static Node only(Graph graph) {
    if (graph.nodes().size() != 1) {
      throw new AssertionError("expected one node, got " + graph.nodes());
    }
    return graph.nodes().get(0);
  }

  static Constant constant(Graph graph, Node node, int input) {
    return graph.constant(node.input(input)).orElseThrow();
  }
}
