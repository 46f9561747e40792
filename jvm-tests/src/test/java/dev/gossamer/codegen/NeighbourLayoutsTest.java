package dev.gossamer.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.testing.Agreement;
import dev.gossamer.testing.CompiledGraph;
import dev.gossamer.testing.NaiveReference;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators between neighbours that force layouts on them: what comes before makes rows, bands or
 * planes, what comes behind wishes for rows, bands, planes with borders, or planes split by column.
 */
class NeighbourLayoutsTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 16, 17, 24};
  private static final int[] CHANNELS = {1, 2, 3, 4, 5, 7, 8, 12, 16, 19};
  private static final int OPERATORS = 27;

  private final Graph.Builder builder = Graph.builder("neighbours");
  private Random random;

  static Stream<Integer> seeds() {
    return IntStream.range(0, 540).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheDefinition(int seed) {
    random = new Random(seed);
    Shape shape = Shape.of(1, pick(SIZES), pick(SIZES), pick(CHANNELS));
    Value x = builder.input("x", shape);
    Value made = random.nextInt(4) == 0 ? x : neighbour(x);
    Value y = operator(seed % OPERATORS, made);
    Value end = y.shape().rank() == 4 && random.nextInt(4) > 0 ? neighbour(y) : y;
    if (random.nextInt(3) == 0 && y.shape().rank() == 4 && end != y) {
      builder.output(neighbour(y));
    }
    Graph graph = builder.output(end).build();
    float[] input = floats(shape.elements());
    CodegenOptions options = seed % 2 == 0 ? CodegenOptions.SIMD : CodegenOptions.RELAXED;
    CompiledGraph compiled = CompiledGraph.of(graph, options);

    compiled.run(floats(shape.elements()));
    float[][] actual = compiled.run(input);

    double[][] expected = NaiveReference.run(graph, new float[][] {input});
    assertThat(Agreement.difference(actual, expected)).as("%s", graph.nodes()).isNull();
  }

  /** A convolution that wants its input, and leaves its output, in a layout of its own. */
  private Value neighbour(Value x) {
    int c = x.shape().dim(3);
    int o = pick(CHANNELS);
    Stride two = new Stride(2, 2);
    return switch (random.nextInt(4)) {
      case 0 -> builder.add("1x1", conv(Stride.ONE, Padding.NONE), x, weights(o, 1, 1, c));
      case 1 ->
          builder.add(
              "3x3 s2",
              conv(two, Padding.same(x.shape().dim(1), x.shape().dim(2), 3, 3, two, Stride.ONE)),
              x,
              weights(o, 3, 3, c));
      case 2 -> builder.add("depthwise", depthwise(Stride.ONE, x), x, weights(1, 3, 3, c));
      default -> builder.add("depthwise s2", depthwise(two, x), x, weights(1, 3, 3, c));
    };
  }

  private static Op conv(Stride stride, Padding padding) {
    return new Op.Conv2d(stride, Stride.ONE, padding, 1, Activation.NONE);
  }

  private static Op depthwise(Stride stride, Value x) {
    Padding padding = Padding.same(x.shape().dim(1), x.shape().dim(2), 3, 3, stride, Stride.ONE);
    return new Op.DepthwiseConv2d(stride, Stride.ONE, padding, 1, Activation.NONE);
  }

  private Value operator(int number, Value x) {
    int h = x.shape().dim(1);
    int w = x.shape().dim(2);
    int c = x.shape().dim(3);
    return switch (number) {
      case 0 -> builder.add("add", binary(Op.Binary.Kind.ADD), x, neighbourOfSameShape(x));
      case 1 -> builder.add("mul", binary(Op.Binary.Kind.MUL), x, weights(1, 1, 1, c));
      case 2 -> builder.add("sub", binary(Op.Binary.Kind.SUB), weights(1, h, w, 1), x);
      case 3 -> builder.add("max", binary(Op.Binary.Kind.MAXIMUM), x, weights(c));
      case 4 -> {
        Value mean =
            builder.add("mean", new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true), x);
        yield builder.add("scale", binary(Op.Binary.Kind.MUL), x, mean);
      }
      case 5 -> builder.add("logistic", new Op.Unary(Op.Unary.Kind.LOGISTIC), x);
      case 6 -> builder.add("prelu", new Op.Prelu(), x, weights(1, 1, c));
      case 7 -> builder.add("prelu", new Op.Prelu(), x, weights(h, w, c));
      case 8, 9 -> builder.add("pool", pool(x, Op.Pool2d.Kind.MAX), x);
      case 10 -> builder.add("pool", pool(x, Op.Pool2d.Kind.AVERAGE), x);
      case 11 -> builder.add("resize", resize(2 * h, 2 * w), x);
      case 12 -> builder.add("resize", resize(1 + random.nextInt(20), 1 + random.nextInt(20)), x);
      case 13 -> concatenate(x, 3);
      case 14 -> concatenate(x, 1 + random.nextInt(2));
      case 15 -> {
        List<Integer> before = List.of(0, random.nextInt(2), random.nextInt(2), random.nextInt(3));
        List<Integer> after = List.of(0, random.nextInt(2), random.nextInt(2), random.nextInt(9));
        yield builder.add("pad", new Op.Pad(before, after, random.nextInt(2)), x);
      }
      case 16 -> {
        Value deep = builder.add("deepen", conv(Stride.ONE, Padding.NONE), x, weights(8, 1, 1, c));
        yield builder.add("depth to space", new Op.DepthToSpace(2), deep);
      }
      case 17 -> {
        Value wide = builder.add("resize", resize(2 * h, 2 * w), x);
        yield builder.add("space to depth", new Op.SpaceToDepth(2), wide);
      }
      case 18 -> {
        int first = random.nextInt(c);
        yield first == 0
            ? x
            : builder
                .addAll("split", new Op.Split(3, List.of(first, c - first)), List.of(x))
                .get(random.nextInt(2));
      }
      case 19 -> {
        Op slice =
            new Op.StridedSlice(
                List.of(0, h - 1, 0, 0), List.of(1, h, (w + 1) / 2, c), List.of(1, -1, 2, 1));
        yield builder.add("slice", slice, x);
      }
      case 20 -> builder.add("transpose", new Op.Transpose(List.of(0, 2, 1, 3)), x);
      case 21 -> builder.add("transpose", new Op.Transpose(List.of(0, 3, 1, 2)), x);
      case 22 -> builder.add("reshape", new Op.Reshape(Shape.of(h * w, c)), x);
      case 23 -> {
        Op nearest = new Op.Resize(Op.Resize.Kind.NEAREST_NEIGHBOR, 2 * h, 2 * w, false, false);
        Value other = neighbourOfSameShape(builder.add("nearest", nearest, x));
        Op twice = new Op.Resize(Op.Resize.Kind.BILINEAR, 2 * h, 2 * w, false, true);
        Value large = builder.add("twice", twice, neighbourOfSameShape(x));
        yield builder.add("sum", binary(Op.Binary.Kind.ADD), large, other);
      }
      case 24 -> {
        Value product = builder.add("product", plain(Op.Binary.Kind.MUL), x, weights(1, 1, 1, c));
        yield builder.add("sum", binary(Op.Binary.Kind.ADD), x, product);
      }
      case 25 -> shortcut(x, random.nextBoolean());
      default -> {
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        int top = random.nextInt(kernel);
        int height = (h - 1) * stride + kernel - top;
        int width = (w - 1) * stride + kernel - top;
        Op op =
            new Op.TransposeConv2d(
                new Stride(stride, stride), top, top, height, width, Activation.RELU);
        yield builder.add("transposed", op, x, weights(pick(CHANNELS), kernel, kernel, c));
      }
    };
  }

  /** A block whose shortcut is padded with channels of zeros, and shrunk if the block shrinks. */
  private Value shortcut(Value x, boolean shrink) {
    int h = x.shape().dim(1);
    int w = x.shape().dim(2);
    int c = x.shape().dim(3);
    int more = 1 + random.nextInt(9);
    Stride stride = shrink ? new Stride(2, 2) : Stride.ONE;
    Value deep = builder.add("depthwise", depthwise(stride, x), x, weights(1, 3, 3, c));
    Value block =
        builder.add("1x1", conv(Stride.ONE, Padding.NONE), deep, weights(c + more, 1, 1, c));
    Padding same = Padding.same(h, w, 2, 2, stride, Stride.ONE);
    Op pool = new Op.Pool2d(Op.Pool2d.Kind.MAX, 2, 2, stride, same, Activation.NONE);
    Value small = shrink ? builder.add("pool", pool, x) : x;
    Op pad = new Op.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, more), 0f);
    return builder.add("sum", binary(Op.Binary.Kind.ADD), builder.add("pad", pad, small), block);
  }

  private Value neighbourOfSameShape(Value x) {
    return random.nextBoolean()
        ? builder.add("depthwise", depthwise(Stride.ONE, x), x, weights(1, 3, 3, x.shape().dim(3)))
        : builder.add("abs", new Op.Unary(Op.Unary.Kind.ABS), x);
  }

  private Value concatenate(Value x, int axis) {
    Value other = neighbourOfSameShape(x);
    return builder.add("concatenation", new Op.Concatenation(axis, Activation.NONE), x, other, x);
  }

  private Op resize(int height, int width) {
    Op.Resize.Kind kind =
        random.nextInt(3) == 0 ? Op.Resize.Kind.NEAREST_NEIGHBOR : Op.Resize.Kind.BILINEAR;
    boolean alignCorners = random.nextInt(3) == 0;
    return new Op.Resize(kind, height, width, alignCorners, !alignCorners && random.nextBoolean());
  }

  private Op pool(Value x, Op.Pool2d.Kind kind) {
    int h = x.shape().dim(1);
    int w = x.shape().dim(2);
    int kernelHeight = 1 + random.nextInt(Math.min(h, 5));
    int kernelWidth = 1 + random.nextInt(Math.min(w, 5));
    Stride stride = new Stride(1 + random.nextInt(3), 1 + random.nextInt(3));
    Padding padding =
        random.nextBoolean()
            ? Padding.NONE
            : Padding.same(h, w, kernelHeight, kernelWidth, stride, Stride.ONE);
    return new Op.Pool2d(kind, kernelHeight, kernelWidth, stride, padding, Activation.NONE);
  }

  private static Op binary(Op.Binary.Kind kind) {
    return new Op.Binary(kind, Activation.RELU);
  }

  private static Op plain(Op.Binary.Kind kind) {
    return new Op.Binary(kind, Activation.NONE);
  }

  private Value weights(int... dims) {
    Shape shape = Shape.of(dims);
    return builder.constant("constant", Constant.Floats.of(shape, floats(shape.elements())));
  }

  private int pick(int... values) {
    return values[random.nextInt(values.length)];
  }

  private float[] floats(int count) {
    float[] data = new float[count];
    for (int i = 0; i < count; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return data;
  }
}
