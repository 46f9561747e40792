package dev.gossamer.checks;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Small graphs with answers computed by hand: each operator works in a page too. Thorough tests of
 * every attribute run on the JVM.
 */
final class OperatorChecks {
  private OperatorChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of("operator/conv-2d", OperatorChecks::convolution),
        Check.of("operator/conv-2d-sparse", OperatorChecks::sparseConvolution),
        Check.of("operator/depthwise-conv-2d", OperatorChecks::depthwise),
        Check.of("operator/fully-connected", OperatorChecks::fullyConnected),
        Check.of("operator/binary-broadcast", OperatorChecks::broadcast),
        Check.of("operator/unary", OperatorChecks::unary),
        Check.of("operator/prelu", OperatorChecks::prelu),
        Check.of("operator/pooling", OperatorChecks::pooling),
        Check.of("operator/mean", OperatorChecks::mean),
        Check.of("operator/resize-bilinear", OperatorChecks::resize),
        Check.of("operator/rearranging", OperatorChecks::rearranging),
        Check.of("operator/softmax", OperatorChecks::softmax));
  }

  /** 3x3 ones over 1..9 with padding 1 and stride 2: the sums of the four corners, plus bias. */
  private static void convolution(CheckRun run) {
    Op op = new Op.Conv2d(Stride.of(2), Stride.ONE, new Padding(1, 1, 1, 1), 1, Activation.NONE);
    Graph.Builder graph = Graph.builder("conv");
    Value x = graph.input("x", Shape.of(1, 3, 3, 1));
    Value w = graph.constant("w", Constant.Floats.of(Shape.of(1, 3, 3, 1), filled(9, 1)));
    Value b = graph.constant("b", Constant.Floats.of(Shape.of(1), 0.5f));
    expect(graph, graph.add("y", op, x, w, b), run, counting(9), 12.5f, 16.5f, 24.5f, 28.5f);
  }

  /** Two pixels of three channels; weights of one row have one non-zero, of the other none. */
  private static void sparseConvolution(CheckRun run) {
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.RELU6);
    Graph.Builder graph = Graph.builder("sparse");
    Value x = graph.input("x", Shape.of(1, 1, 2, 3));
    CsrMatrix matrix = CsrMatrix.fromDense(2, 3, new float[] {0, 2, 0, 0, 0, 0});
    Constant weights =
        new Constant.Sparse(
            DataType.FLOAT32, Shape.of(2, 1, 1, 3), matrix, TacoLayout.lastDimensionCsr(4));
    Value w = graph.add("dense", new Op.Densify(), graph.constant("w", weights));
    Value b = graph.constant("b", Constant.Floats.of(Shape.of(2), -1, 3));
    expect(graph, graph.add("y", op, x, w, b), run, counting(6), 3, 3, 6, 3);
  }

  /** Each channel has its own 2x1 column; the lower neighbour of the last row is padding. */
  private static void depthwise(CheckRun run) {
    Op op =
        new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, new Padding(0, 1, 0, 0), 1, Activation.NONE);
    Graph.Builder graph = Graph.builder("depthwise");
    Value x = graph.input("x", Shape.of(1, 2, 1, 2));
    Value w = graph.constant("w", Constant.Floats.of(Shape.of(1, 2, 1, 2), 1, 10, 1, 10));
    expect(graph, graph.add("y", op, x, w), run, counting(4), 4, 60, 3, 40);
  }

  private static void fullyConnected(CheckRun run) {
    Graph.Builder graph = Graph.builder("fc");
    Value x = graph.input("x", Shape.of(1, 3));
    Value w = graph.constant("w", Constant.Floats.of(Shape.of(2, 3), 1, 0, -1, 2, 2, 2));
    Value b = graph.constant("b", Constant.Floats.of(Shape.of(2), 1, 1));
    Op op = new Op.FullyConnected(false, Activation.RELU);
    expect(graph, graph.add("y", op, x, w, b), run, counting(3), 0, 13);
  }

  private static void broadcast(CheckRun run) {
    Graph.Builder graph = Graph.builder("broadcast");
    Value x = graph.input("x", Shape.of(1, 2, 1, 2));
    Value c = graph.constant("c", Constant.Floats.of(Shape.of(1, 1, 1, 2), 2, -1));
    Value product = graph.add("m", new Op.Binary(Op.Binary.Kind.MUL, Activation.NONE), x, c);
    Value sum = graph.add("y", new Op.Binary(Op.Binary.Kind.SUB, Activation.NONE), product, x);
    expect(graph, sum, run, counting(4), 1, -4, 3, -8);
  }

  private static void unary(CheckRun run) {
    float[] x = {-4, -1, 0, 1, 8};
    expectUnary(run, Op.Unary.Kind.RELU6, x, 0, 0, 0, 1, 6);
    expectUnary(run, Op.Unary.Kind.HARD_SWISH, x, 0, -1 / 3f, 0, 2 / 3f, 8);
    expectUnary(run, Op.Unary.Kind.LOGISTIC, new float[] {0, 100, -100}, 0.5f, 1, 0);
    expectUnary(run, Op.Unary.Kind.TANH, new float[] {0, 50, -50}, 0, 1, -1);
    expectUnary(run, Op.Unary.Kind.SQRT, new float[] {0, 4, 2.25f}, 0, 2, 1.5f);
  }

  private static void prelu(CheckRun run) {
    Graph.Builder graph = Graph.builder("prelu");
    Value x = graph.input("x", Shape.of(1, 2, 1, 2));
    Value slope = graph.constant("slope", Constant.Floats.of(Shape.of(1, 1, 2), 0.5f, -2));
    Value y = graph.add("y", new Op.Prelu(), x, slope);
    expect(graph, y, run, new float[] {-2, -2, 4, 4}, -1, 4, 4, 4);
  }

  private static void pooling(CheckRun run) {
    for (Op.Pool2d.Kind kind : Op.Pool2d.Kind.values()) {
      Graph.Builder graph = Graph.builder("pool");
      Value x = graph.input("x", Shape.of(1, 2, 3, 1));
      // SAME: the last column's window has one column only.
      Op op = new Op.Pool2d(kind, 2, 2, Stride.of(2), new Padding(0, 0, 0, 1), Activation.NONE);
      float[] expected = kind == Op.Pool2d.Kind.MAX ? new float[] {5, 6} : new float[] {3, 4.5f};
      expect(graph, graph.add("y", op, x), run, counting(6), expected);
    }
  }

  private static void mean(CheckRun run) {
    Graph.Builder graph = Graph.builder("mean");
    Value x = graph.input("x", Shape.of(1, 2, 2, 2));
    Op op = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false);
    expect(graph, graph.add("y", op, x), run, counting(8), 4, 5);
  }

  /** From [1, 2] with half-pixel centres: sample points at -0.25, 0.25, 0.75, 1.25. */
  private static void resize(CheckRun run) {
    Graph.Builder graph = Graph.builder("resize");
    Value x = graph.input("x", Shape.of(1, 1, 2, 1));
    Op op = new Op.Resize(Op.Resize.Kind.BILINEAR, 1, 4, false, true);
    expect(graph, graph.add("y", op, x), run, counting(2), 1, 1.25f, 1.75f, 2);
  }

  private static void rearranging(CheckRun run) {
    Graph.Builder graph = Graph.builder("rearranging");
    Value x = graph.input("x", Shape.of(1, 1, 1, 4));
    Value square = graph.add("square", new Op.DepthToSpace(2), x);
    Value padded =
        graph.add("padded", new Op.Pad(List.of(0, 0, 1, 0), List.of(0, 0, 0, 1), 0), square);
    Value turned = graph.add("turned", new Op.Transpose(List.of(0, 3, 2, 1)), padded);
    Value flat = graph.add("flat", new Op.Reshape(Shape.of(1, 12)), turned);
    Value both = graph.add("both", new Op.Concatenation(1, Activation.NONE), flat, flat);
    Op slice = new Op.StridedSlice(List.of(0, 13), List.of(1, 6), List.of(1, 1));
    // Columns [0,1,2] and [0,3,4] with channel [v,0], turned to [channel][column][row].
    expect(graph, graph.add("y", slice, both), run, counting(4), 0, 1, 3, 2, 4, 0);
  }

  private static void softmax(CheckRun run) {
    Graph.Builder graph = Graph.builder("softmax");
    Value x = graph.input("x", Shape.of(1, 2));
    Value y = graph.add("y", new Op.Softmax(1), x);
    expect(graph, y, run, new float[] {0, (float) Math.log(3)}, 0.25f, 0.75f);
  }

  private static void expectUnary(CheckRun run, Op.Unary.Kind kind, float[] x, float... y) {
    Graph.Builder graph = Graph.builder(kind.name());
    Value input = graph.input("x", Shape.of(1, x.length));
    expect(graph, graph.add("y", new Op.Unary(kind), input), run, x, y);
  }

  private static void expect(
      Graph.Builder graph, Value output, CheckRun run, float[] input, float... expected) {
    Graph built = graph.output(output).build();
    float[] actual = new Interpreter(built).run(new float[][] {input})[0];
    Expect.close(expected, actual, 1e-6f, 0, built.name());
  }

  private static float[] counting(int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = i + 1;
    }
    return floats;
  }

  private static float[] filled(int length, float value) {
    float[] floats = new float[length];
    Arrays.fill(floats, value);
    return floats;
  }
}
