package dev.gossamer.bench;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One layer to be timed, with a neighbour on each side so that its input and output have the
 * layouts they have inside a network.
 *
 * @param shape what it is, in a few characters: {@code 56x56 128->128}
 * @param sparsity share of zeros, 0..1
 * @param graph in which the node {@link #NODE} is the layer
 * @param operations floating-point operations on non-zero weights
 */
record KernelCase(
    Family family, String shape, double sparsity, Pattern pattern, Graph graph, long operations) {

  static final String NODE = "measured";

  /** Which kernels a case belongs to. */
  enum Family {
    POINTWISE,
    STEM,
    DEPTHWISE
  }

  /** How the zeros lie. */
  enum Pattern {
    DENSE,
    UNSTRUCTURED,
    PAIRS
  }

  private static final double[] SPARSITIES = {0.3, 0.5, 0.7, 0.8, 0.9};

  /** Height and width, input and output channels; layers of MobileNetV1 and V2. */
  private static final int[][] POINTWISE_SHAPES = {
    {112, 32, 64},
    {56, 128, 128},
    {28, 256, 256},
    {14, 512, 512},
    {7, 1024, 1024},
    {28, 32, 192},
    {14, 96, 576},
    {14, 576, 96},
    {7, 960, 160}
  };

  /** Height and width, channels, kernel, stride. */
  private static final int[][] DEPTHWISE_SHAPES = {
    {112, 32, 3, 1},
    {56, 128, 3, 1},
    {28, 256, 3, 1},
    {14, 512, 3, 1},
    {7, 1024, 3, 1},
    {112, 64, 3, 2},
    {56, 128, 3, 2},
    {28, 256, 3, 2},
    {14, 512, 3, 2},
    {28, 128, 5, 1},
    {28, 128, 5, 2}
  };

  /** All cases of KERNELS.md. */
  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    for (int[] shape : POINTWISE_SHAPES) {
      cases.add(pointwise(shape[0], shape[1], shape[2], 0, Pattern.DENSE));
      for (Pattern pattern : List.of(Pattern.UNSTRUCTURED, Pattern.PAIRS)) {
        for (double sparsity : SPARSITIES) {
          cases.add(pointwise(shape[0], shape[1], shape[2], sparsity, pattern));
        }
      }
    }
    cases.add(stem());
    for (int[] shape : DEPTHWISE_SHAPES) {
      cases.add(depthwise(shape[0], shape[1], shape[2], shape[3]));
    }
    return cases;
  }

  private static KernelCase pointwise(int size, int ic, int oc, double sparsity, Pattern pattern) {
    Graph.Builder builder = Graph.builder("pointwise");
    Value x = builder.input("x", Shape.of(1, size, size, ic));
    Shape shape = Shape.of(oc, 1, 1, ic);
    float[] floats = random(shape.elements());
    if (pattern != Pattern.DENSE) {
      prune(floats, ic, sparsity, pattern == Pattern.PAIRS ? 2 : 1);
    }
    CsrMatrix matrix = CsrMatrix.fromDense(oc, ic, floats);
    Constant weights =
        pattern == Pattern.DENSE
            ? Constant.Floats.of(shape, floats)
            : new Constant.Sparse(
                DataType.FLOAT32, shape, matrix, TacoLayout.lastDimensionCsr(shape.rank()));
    Value y = convolution(builder, NODE, x, builder.constant("w", weights), 1, Padding.NONE);
    Value z = depthwiseNode(builder, "next", y, 3, 1);
    return new KernelCase(
        Family.POINTWISE,
        size + "x" + size + " " + ic + "->" + oc,
        sparsity,
        pattern,
        builder.output(z).build(),
        2L * matrix.nonZeros() * size * size);
  }

  private static KernelCase stem() {
    Graph.Builder builder = Graph.builder("stem");
    Value x = builder.input("x", Shape.of(1, 224, 224, 3));
    Shape shape = Shape.of(32, 3, 3, 3);
    Value weights = builder.constant("w", Constant.Floats.of(shape, random(shape.elements())));
    Value y = convolution(builder, NODE, x, weights, 2, new Padding(1, 1, 1, 1));
    Value z = depthwiseNode(builder, "next", y, 3, 1);
    return new KernelCase(
        Family.STEM,
        "224x224 3->32, 3x3 s2",
        0,
        Pattern.DENSE,
        builder.output(z).build(),
        2L * shape.elements() * 112 * 112);
  }

  private static KernelCase depthwise(int size, int channels, int kernel, int stride) {
    Graph.Builder builder = Graph.builder("depthwise");
    Value x = builder.input("x", Shape.of(1, size, size, 4));
    Value y = narrow(builder, "before", x, channels);
    Value z = depthwiseNode(builder, NODE, y, kernel, stride);
    Value out = narrow(builder, "after", z, 4);
    long outputs = (long) z.shape().dim(1) * z.shape().dim(2);
    return new KernelCase(
        Family.DEPTHWISE,
        size + "x" + size + " " + channels + ", " + kernel + "x" + kernel + " s" + stride,
        0,
        Pattern.DENSE,
        builder.output(out).build(),
        2L * kernel * kernel * channels * outputs);
  }

  private static Value narrow(Graph.Builder builder, String name, Value x, int oc) {
    Shape shape = Shape.of(oc, 1, 1, x.shape().dim(3));
    Value weights =
        builder.constant(name + "/w", Constant.Floats.of(shape, random(shape.elements())));
    return convolution(builder, name, x, weights, 1, Padding.NONE);
  }

  private static Value convolution(
      Graph.Builder builder, String name, Value x, Value weights, int stride, Padding padding) {
    return builder.add(
        name,
        new Op.Conv2d(Stride.of(stride), Stride.ONE, padding, 1, Activation.RELU6),
        x,
        weights,
        bias(builder, name, weights.shape().dim(0)));
  }

  private static Value depthwiseNode(
      Graph.Builder builder, String name, Value x, int kernel, int stride) {
    int channels = x.shape().dim(3);
    Shape shape = Shape.of(1, kernel, kernel, channels);
    Value weights =
        builder.constant(name + "/w", Constant.Floats.of(shape, random(shape.elements())));
    int around = kernel / 2;
    return builder.add(
        name,
        new Op.DepthwiseConv2d(
            Stride.of(stride),
            Stride.ONE,
            new Padding(around, around, around, around),
            1,
            Activation.RELU6),
        x,
        weights,
        bias(builder, name, channels));
  }

  private static Value bias(Graph.Builder builder, String name, int channels) {
    return builder.constant(name + "/b", Constant.Floats.of(Shape.of(channels), random(channels)));
  }

  private static float[] random(int count) {
    Random random = new Random(count);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      // Never zero: that would be sparsity.
      floats[i] = (random.nextFloat() + 0.01f) * (random.nextBoolean() ? 0.1f : -0.1f);
    }
    return floats;
  }

  /** Exactly the wanted share of blocks of {@code rows} output channels becomes zero. */
  private static void prune(float[] weights, int columns, double sparsity, int rows) {
    Random random = new Random(columns);
    int blocks = weights.length / rows;
    int left = (int) Math.round(sparsity * blocks);
    for (int block = 0; block < blocks; block++) {
      if (random.nextInt(blocks - block) < left) {
        left--;
        for (int row = 0; row < rows; row++) {
          weights[(block / columns * rows + row) * columns + block % columns] = 0f;
        }
      }
    }
  }
}
