package dev.gossamer.testing;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Small random graphs over all operators with weights of every sparsity and storage, made to stay
 * tame: no values that grow without bound, no division by nearly nothing, no rounding that a last
 * bit could tip. The same seed gives the same graph.
 */
public final class RandomGraphs {
  private static final int MOST_ELEMENTS = 1500;

  private final Random random;
  private final Graph.Builder builder;
  private final RandomWeights weights;
  private final RandomMovement movement;
  private final Predicate<Op> allowed;

  /** Float values that later nodes may read. */
  private final List<Value> pool = new ArrayList<>();

  private final List<float[]> inputs = new ArrayList<>();

  private RandomGraphs(long seed, Predicate<Op> allowed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    builder = Graph.builder("random " + seed);
    weights = new RandomWeights(random, builder);
    movement = new RandomMovement(random);
    this.allowed = allowed;
  }

  /** A graph of any operators, with inputs for it. */
  public static OperatorCase of(long seed) {
    return of(seed, op -> true);
  }

  /**
   * @param allowed whether the graph may compute with an operator; the nodes that unpack stored
   *     weights (DENSIFY, DEQUANTIZE of constants) come anyway
   */
  public static OperatorCase of(long seed, Predicate<Op> allowed) {
    return new RandomGraphs(seed, allowed).make("random " + seed);
  }

  private OperatorCase make(String name) {
    input();
    if (random.nextInt(3) == 0) {
      input();
    }
    int nodes = 3 + random.nextInt(10);
    for (int attempts = 0; nodes > 0 && attempts < 200; attempts++) {
      nodes -= step() ? 1 : 0;
    }
    builder.output(pool.get(pool.size() - 1));
    if (random.nextBoolean()) {
      builder.output(pool.get(random.nextInt(pool.size())));
    }
    return new OperatorCase(name, builder.build(), inputs.toArray(new float[0][]));
  }

  private void input() {
    Shape shape =
        Shape.of(
            1 + random.nextInt(2),
            1 + random.nextInt(9),
            1 + random.nextInt(9),
            1 + random.nextInt(8));
    pool.add(builder.input("input" + inputs.size(), shape));
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    inputs.add(data);
  }

  /** Mostly the newest value, so that graphs get deep. */
  private Value pick() {
    int from = random.nextInt(3) > 0 ? pool.size() - 1 : random.nextInt(pool.size());
    return pool.get(from);
  }

  private <T> T choose(T[] options) {
    return options[random.nextInt(options.length)];
  }

  private boolean step() {
    Value x = pick();
    int kind = random.nextInt(18);
    if (kind <= 6 && x.shape().rank() == 4) {
      return switch (kind) {
        case 0, 1 -> convolution(x);
        case 2 -> depthwise(x);
        case 3 -> transposed(x);
        case 4 -> pool(x);
        case 5 -> resize(x);
        default -> prelu(x);
      };
    }
    return switch (kind) {
      case 7 -> fullyConnected(x);
      case 8 -> unary(x);
      case 9, 10 -> binary(x);
      case 11 -> reduce(x);
      case 12 -> softmaxOrLevels(x);
      case 13 -> concatenation(x);
      case 14 -> gather(x);
      default -> {
        Op op = movement.of(x.shape());
        yield op != null && add(op, x);
      }
    };
  }

  /** Adds a node if its operator is allowed. */
  private boolean add(Op op, Value... operands) {
    if (!allowed.test(op)) {
      return false;
    }
    List<Value> results = builder.addAll("node" + pool.size(), op, List.of(operands));
    pool.addAll(results);
    return true;
  }

  private Stride stride() {
    return new Stride(1 + random.nextInt(2), 1 + random.nextInt(2));
  }

  /** Nothing, SAME or anything smaller than the window; null if the window would not fit. */
  private Padding padding(Shape x, int kernelHeight, int kernelWidth, Stride s, Stride d) {
    Padding padding =
        switch (random.nextInt(3)) {
          case 0 -> Padding.NONE;
          case 1 -> Padding.same(x.dim(1), x.dim(2), kernelHeight, kernelWidth, s, d);
          default ->
              new Padding(
                  random.nextInt(kernelHeight),
                  random.nextInt(kernelHeight),
                  random.nextInt(kernelWidth),
                  random.nextInt(kernelWidth));
        };
    boolean fits =
        x.dim(1) + padding.top() + padding.bottom() > (kernelHeight - 1) * d.height()
            && x.dim(2) + padding.left() + padding.right() > (kernelWidth - 1) * d.width();
    return fits ? padding : null;
  }

  private Value[] withBias(Value x, Value w, int channels) {
    return random.nextInt(4) == 0 ? new Value[] {x, w} : new Value[] {x, w, weights.bias(channels)};
  }

  private boolean convolution(Value x) {
    int inChannels = x.shape().dim(3);
    int kernel = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
    int groups = random.nextInt(4) == 0 && inChannels % 2 == 0 ? 2 : 1;
    int outChannels = groups * (1 + random.nextInt(6));
    Stride stride = random.nextBoolean() ? Stride.ONE : stride();
    Stride dilation = random.nextInt(4) == 0 ? stride() : Stride.ONE;
    Padding padding = padding(x.shape(), kernel, kernel, stride, dilation);
    Op op = new Op.Conv2d(stride, dilation, padding, groups, choose(Activation.values()));
    if (padding == null || !allowed.test(op)) {
      return false;
    }
    Value w = weights.weights(outChannels, kernel, kernel, inChannels / groups);
    return add(op, withBias(x, w, outChannels));
  }

  private boolean depthwise(Value x) {
    int channels = x.shape().dim(3);
    int kernel = choose(new Integer[] {1, 2, 3, 5});
    int multiplier = random.nextInt(4) == 0 ? 2 : 1;
    Stride stride = stride();
    Stride dilation = random.nextInt(4) == 0 ? stride() : Stride.ONE;
    Padding padding = padding(x.shape(), kernel, kernel, stride, dilation);
    Op op =
        new Op.DepthwiseConv2d(stride, dilation, padding, multiplier, choose(Activation.values()));
    if (padding == null || channels * multiplier > 16 || !allowed.test(op)) {
      return false;
    }
    Value w = weights.weights(1, kernel, kernel, channels * multiplier);
    return add(op, withBias(x, w, channels * multiplier));
  }

  private boolean transposed(Value x) {
    int kernel = 1 + random.nextInt(3);
    Stride stride = stride();
    int channels = 1 + random.nextInt(4);
    int height = x.shape().dim(1) * stride.height();
    int width = x.shape().dim(2) * stride.width();
    int top = random.nextInt(kernel);
    int left = random.nextInt(kernel);
    Op op = new Op.TransposeConv2d(stride, top, left, height, width, choose(Activation.values()));
    if (x.shape().dim(0) * height * width * channels > MOST_ELEMENTS || !allowed.test(op)) {
      return false;
    }
    Value w = weights.weights(channels, kernel, kernel, x.shape().dim(3));
    return add(op, withBias(x, w, channels));
  }

  private boolean fullyConnected(Value x) {
    boolean keep = random.nextBoolean() && x.shape().rank() >= 1;
    int in = keep ? x.shape().dim(-1) : x.shape().elements();
    Op op = new Op.FullyConnected(keep, choose(Activation.values()));
    if (in > 400 || !allowed.test(op)) {
      return false;
    }
    int out = 1 + random.nextInt(6);
    return add(op, withBias(x, weights.weights(out, in), out));
  }

  private boolean pool(Value x) {
    int kernelHeight = 1 + random.nextInt(3);
    int kernelWidth = 1 + random.nextInt(3);
    Stride stride = stride();
    Padding padding = padding(x.shape(), kernelHeight, kernelWidth, stride, Stride.ONE);
    if (padding == null
        || Math.max(padding.top(), padding.bottom()) >= kernelHeight
        || Math.max(padding.left(), padding.right()) >= kernelWidth) {
      return false;
    }
    return add(
        new Op.Pool2d(
            choose(Op.Pool2d.Kind.values()),
            kernelHeight,
            kernelWidth,
            stride,
            padding,
            choose(Activation.values())),
        x);
  }

  private boolean resize(Value x) {
    int mode = random.nextInt(3);
    Op.Resize.Kind kind = choose(Op.Resize.Kind.values());
    int height = 1 + random.nextInt(12);
    int width = 1 + random.nextInt(12);
    boolean small = x.shape().dim(0) * height * width * x.shape().dim(3) <= MOST_ELEMENTS;
    return small && add(new Op.Resize(kind, height, width, mode == 1, mode == 2), x);
  }

  private boolean prelu(Value x) {
    Op op = new Op.Prelu();
    return allowed.test(op) && add(op, x, weights.positive(Shape.of(1, 1, x.shape().dim(3))));
  }

  private boolean unary(Value x) {
    Op.Unary.Kind kind = choose(Op.Unary.Kind.values());
    Op op = new Op.Unary(kind, kind == Op.Unary.Kind.LEAKY_RELU ? 0.1f : 0f);
    Op limit =
        switch (kind) {
          case EXP, SQUARE -> new Op.Unary(Op.Unary.Kind.RELU_N1_TO_1);
          case SQRT, RSQRT -> new Op.Binary(Op.Binary.Kind.MAXIMUM, Activation.NONE);
          default -> null;
        };
    if (limit == null) {
      return add(op, x);
    }
    if (!allowed.test(op) || !allowed.test(limit)) {
      return false;
    }
    Value[] operands =
        limit instanceof Op.Binary
            ? new Value[] {x, weights.positive(Shape.of(1))}
            : new Value[] {x};
    return add(op, builder.add("limit", limit, operands));
  }

  /** With itself, with an equal shape, or with a constant that is broadcast. */
  private boolean binary(Value x) {
    Op op = new Op.Binary(choose(Op.Binary.Kind.values()), choose(Activation.values()));
    if (!allowed.test(op)) {
      return false;
    }
    Op.Binary.Kind kind = ((Op.Binary) op).kind();
    boolean grows = kind == Op.Binary.Kind.MUL || kind == Op.Binary.Kind.SQUARED_DIFFERENCE;
    if (kind != Op.Binary.Kind.DIV && !grows) {
      for (Value other : pool) {
        if (other != x && other.shape().equals(x.shape()) && random.nextBoolean()) {
          return add(op, x, other);
        }
      }
    }
    int[] dims = x.shape().dims();
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = random.nextBoolean() ? dims[axis] : 1;
    }
    int dropped = random.nextInt(dims.length + 1);
    Shape shape = Shape.of(Arrays.copyOfRange(dims, dropped, dims.length));
    return add(op, x, weights.positive(shape));
  }

  private boolean reduce(Value x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (random.nextBoolean()) {
        axes.add(axis);
      }
    }
    Op.Reduce.Kind kind = choose(Op.Reduce.Kind.values());
    boolean grows = kind == Op.Reduce.Kind.SUM && x.shape().elements() > 50;
    return !axes.isEmpty() && !grows && add(new Op.Reduce(kind, axes, random.nextBoolean()), x);
  }

  /** Levels of an input only: what was computed may lie a last bit from a rounding's edge. */
  private boolean softmaxOrLevels(Value x) {
    if (random.nextBoolean() && x.shape().rank() > 0) {
      return add(new Op.Softmax(0.5f + random.nextFloat()), x);
    }
    DataType type = random.nextBoolean() ? DataType.INT8 : DataType.UINT8;
    Op quantize = new Op.Quantize(0.02f, 5, type);
    Op dequantize = new Op.Dequantize(List.of(0.02f), List.of(5), 0);
    if (!allowed.test(quantize) || !allowed.test(dequantize)) {
      return false;
    }
    return add(dequantize, builder.add("levels", quantize, pool.get(0)));
  }

  private boolean concatenation(Value x) {
    if (x.shape().rank() == 0 || x.shape().elements() > MOST_ELEMENTS / 2) {
      return false;
    }
    int axis = random.nextInt(x.shape().rank());
    int[] dims = x.shape().dims();
    dims[axis] = 1 + random.nextInt(3);
    Op op = new Op.Concatenation(axis, choose(Activation.values()));
    return allowed.test(op) && add(op, x, weights.positive(Shape.of(dims)), x);
  }

  private boolean gather(Value x) {
    if (x.shape().rank() == 0 || x.shape().rank() > 4) {
      return false;
    }
    int axis = random.nextInt(x.shape().rank());
    Shape shape = random.nextBoolean() ? Shape.of(2) : Shape.of(1, 3);
    int[] indices = new int[shape.elements()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = random.nextInt(x.shape().dim(axis));
    }
    Op op = new Op.Gather(axis);
    boolean small = x.shape().elements() * indices.length <= MOST_ELEMENTS;
    return small
        && allowed.test(op)
        && add(op, x, builder.constant("indices", Constant.Ints.of(shape, indices)));
  }
}
