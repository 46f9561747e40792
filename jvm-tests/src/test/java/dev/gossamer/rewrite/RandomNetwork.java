package dev.gossamer.rewrite;

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
import java.util.List;
import java.util.Random;

/**
 * Random networks whose results are exact in float32, in whatever order sums are taken: weights and
 * inputs are small integers, everything else multiplies by negative powers of two, and an operator
 * is used only while all its sums stay below 2^24 steps of its smallest fraction. Rewriting must
 * not change a single bit. Rows and columns of weights are empty more often than chance.
 */
final class RandomNetwork {
  private static final Shape INPUT = Shape.of(1, 8, 8, 3);
  private static final double EXACT = 1 << 24;

  private final Random random;
  private final Graph.Builder builder = Graph.builder("random");

  /**
   * @param bound largest magnitude
   * @param step all elements are multiples of it
   */
  private record Tracked(Value value, double bound, double step) {
    int channels() {
      return value.shape().dim(3);
    }

    int height() {
      return value.shape().dim(1);
    }

    int width() {
      return value.shape().dim(2);
    }
  }

  private RandomNetwork(long seed) {
    random = new Random(seed);
  }

  static Graph of(long seed) {
    return new RandomNetwork(seed).build();
  }

  /** Integers from -4 to 4. */
  static float[] input(long seed) {
    Random random = new Random(~seed);
    float[] input = new float[INPUT.elements()];
    for (int i = 0; i < input.length; i++) {
      input[i] = random.nextInt(9) - 4;
    }
    return input;
  }

  private Graph build() {
    Tracked x = new Tracked(builder.input("x", INPUT), 4, 1);
    int steps = 3 + random.nextInt(8);
    for (int i = 0; i < steps; i++) {
      Tracked next = step(x);
      if (next != null && next.bound() / next.step() < EXACT) {
        x = next;
      }
    }
    if (random.nextInt(4) == 0) {
      builder.output(x.value());
    }
    return builder.output(head(x)).build();
  }

  private Tracked step(Tracked x) {
    return switch (random.nextInt(18)) {
      case 0, 1, 2, 3 -> conv(x, 1 + random.nextInt(9), 1, false);
      case 4 -> conv(x, 1 + random.nextInt(6), 3, random.nextBoolean());
      case 5, 6 -> depthwise(x);
      case 7 -> residual(x);
      case 8 -> concatenation(x);
      case 9 -> channelPad(x);
      case 10 -> paddedConv(x);
      case 11 -> pool(x);
      case 12 -> prelu(x);
      case 13 -> gate(x);
      case 14 -> resize(x);
      case 15 -> rearranged(x);
      case 16 -> swapHalves(x);
      default -> activated(x);
    };
  }

  private Tracked conv(Tracked x, int channels, int size, boolean padded) {
    Padding padding = padded ? new Padding(1, 1, 1, 1) : Padding.NONE;
    double bound = 2 * size * size * x.channels() * x.bound() + 3;
    if (bound / x.step() >= EXACT || (!padded && Math.min(x.height(), x.width()) < size)) {
      return null;
    }
    Activation activation = activation(bound);
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, padding, 1, activation);
    Value weights = weights(Shape.of(channels, size, size, x.channels()));
    Value y =
        random.nextInt(4) == 0
            ? builder.add("conv", op, x.value(), weights)
            : builder.add("conv", op, x.value(), weights, bias(channels));
    return clamped(y, bound, x.step(), activation);
  }

  private Tracked depthwise(Tracked x) {
    boolean padded = random.nextBoolean() || Math.min(x.height(), x.width()) < 3;
    int multiplier = random.nextInt(4) == 0 ? 2 : 1;
    double bound = 2 * 9 * x.bound() + 3;
    if (bound / x.step() >= EXACT || x.channels() * multiplier > 20) {
      return null;
    }
    Padding padding = padded ? new Padding(1, 1, 1, 1) : Padding.NONE;
    Activation activation = activation(bound);
    Op op = new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, padding, multiplier, activation);
    int channels = x.channels() * multiplier;
    float[] taps = new float[9 * channels];
    for (int channel = 0; channel < channels; channel++) {
      boolean empty = random.nextInt(6) == 0;
      for (int tap = 0; tap < 9 && !empty; tap++) {
        taps[tap * channels + channel] = random.nextInt(5) - 2;
      }
    }
    Value weights = builder.constant("taps", Constant.Floats.of(Shape.of(1, 3, 3, channels), taps));
    Value y = builder.add("depthwise", op, x.value(), weights, bias(channels));
    return clamped(y, bound, x.step(), activation);
  }

  private Tracked residual(Tracked x) {
    Tracked branch = conv(x, x.channels(), 1, false);
    if (branch == null) {
      return null;
    }
    Op.Binary.Kind kind = random.nextInt(3) == 0 ? Op.Binary.Kind.MAXIMUM : Op.Binary.Kind.ADD;
    Value y = builder.add("residual", Graphs.binary(kind), x.value(), branch.value());
    return new Tracked(y, x.bound() + branch.bound(), x.step());
  }

  private Tracked concatenation(Tracked x) {
    Tracked branch = conv(x, 1 + random.nextInt(5), 1, false);
    if (branch == null || x.channels() > 12) {
      return null;
    }
    Op op = new Op.Concatenation(3, Activation.NONE);
    Value y = builder.add("concatenation", op, branch.value(), x.value());
    return new Tracked(y, Math.max(x.bound(), branch.bound()), x.step());
  }

  private Tracked channelPad(Tracked x) {
    Op op = new Op.Pad(List.of(0, 0, 0, random.nextInt(2)), List.of(0, 0, 0, 2), 1f);
    return new Tracked(builder.add("pad", op, x.value()), Math.max(1, x.bound()), x.step());
  }

  private Tracked paddedConv(Tracked x) {
    Value padded = builder.add("border", Graphs.border(random.nextInt(3) / 2), x.value());
    return conv(new Tracked(padded, Math.max(1, x.bound()), x.step()), 3, 3, false);
  }

  private Tracked pool(Tracked x) {
    if (x.height() % 2 != 0 || x.width() % 2 != 0) {
      return null;
    }
    Op.Pool2d.Kind kind = random.nextBoolean() ? Op.Pool2d.Kind.MAX : Op.Pool2d.Kind.AVERAGE;
    Op op = new Op.Pool2d(kind, 2, 2, Stride.of(2), Padding.NONE, Activation.NONE);
    return new Tracked(builder.add("pool", op, x.value()), x.bound(), x.step() / 4);
  }

  private Tracked prelu(Tracked x) {
    float[] slopes = new float[x.channels()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = random.nextInt(3) / 2f;
    }
    Value slope =
        builder.constant("slopes", Constant.Floats.of(Shape.of(1, 1, slopes.length), slopes));
    Value y = builder.add("prelu", new Op.Prelu(), x.value(), slope);
    return new Tracked(y, x.bound(), x.step() / 2);
  }

  /** Squeeze and excitation: the mean over all pixels, a layer, and a product per channel. */
  private Tracked gate(Tracked x) {
    int pixels = x.height() * x.width();
    if (Integer.bitCount(pixels) != 1) {
      return null;
    }
    Op mean = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), random.nextBoolean());
    Value squeezed = builder.add("mean", mean, x.value());
    if (squeezed.shape().rank() == 2) {
      squeezed = builder.add("squeezed", Graphs.reshape(1, 1, 1, x.channels()), squeezed);
    }
    Tracked small = new Tracked(squeezed, x.bound(), x.step() / pixels);
    Tracked gate = conv(small, random.nextInt(4) == 0 ? 1 : x.channels(), 1, false);
    if (gate == null || pixels * x.bound() / small.step() >= EXACT) {
      return null;
    }
    Value y = builder.add("gated", Graphs.binary(Op.Binary.Kind.MUL), x.value(), gate.value());
    return new Tracked(y, x.bound() * gate.bound(), x.step() * gate.step());
  }

  private Tracked resize(Tracked x) {
    if (x.height() > 8 || x.width() > 8) {
      return null;
    }
    boolean bilinear = random.nextBoolean();
    Op op =
        new Op.Resize(
            bilinear ? Op.Resize.Kind.BILINEAR : Op.Resize.Kind.NEAREST_NEIGHBOR,
            2 * x.height(),
            2 * x.width(),
            false,
            bilinear);
    return new Tracked(builder.add("resize", op, x.value()), x.bound(), x.step() / 16);
  }

  /** Nodes that only move pixels or channels. */
  private Tracked rearranged(Tracked x) {
    int pixels = x.height() * x.width();
    Op op =
        switch (random.nextInt(4)) {
          case 0 -> Graphs.reshape(1, pixels, 1, x.channels());
          case 1 ->
              new Op.StridedSlice(
                  List.of(0, 0, x.width() - 1, 0),
                  List.of(1, (x.height() + 1) / 2, x.width(), x.channels()),
                  List.of(1, 2, -1, 1));
          case 2 -> new Op.Transpose(List.of(0, 2, 1, 3));
          default -> new Op.Pad(List.of(0, 0, 0, 0), List.of(0, random.nextInt(2), 0, 0), 0f);
        };
    return new Tracked(builder.add("moved", op, x.value()), x.bound(), x.step());
  }

  private Tracked swapHalves(Tracked x) {
    if (x.channels() < 2) {
      return null;
    }
    int first = 1 + random.nextInt(x.channels() - 1);
    List<Integer> sizes = List.of(first, x.channels() - first);
    List<Value> halves = builder.addAll("split", new Op.Split(3, sizes), List.of(x.value()));
    Op join = new Op.Concatenation(3, Activation.NONE);
    Value y = builder.add("swapped", join, halves.get(1), halves.get(0));
    return new Tracked(y, x.bound(), x.step());
  }

  private Tracked activated(Tracked x) {
    Op.Unary.Kind kind = random.nextBoolean() ? Op.Unary.Kind.RELU6 : Op.Unary.Kind.ABS;
    Value y = builder.add("activated", new Op.Unary(kind), x.value());
    return new Tracked(y, kind == Op.Unary.Kind.RELU6 ? 6 : x.bound(), x.step());
  }

  /** A fully connected layer over all elements, if its sums are exact. */
  private Value head(Tracked x) {
    int elements = x.value().shape().elements();
    if ((2 * elements * x.bound() + 3) / x.step() >= EXACT) {
      return builder.add("head", Graphs.RELU, x.value());
    }
    Op op = new Op.FullyConnected(false, Activation.NONE);
    return builder.add("head", op, x.value(), weights(Shape.of(4, elements)), bias(4));
  }

  private Activation activation(double bound) {
    Activation[] choices = {Activation.NONE, Activation.RELU, Activation.RELU6};
    return bound > 1000 ? Activation.RELU6 : choices[random.nextInt(3)];
  }

  private static Tracked clamped(Value y, double bound, double step, Activation activation) {
    return new Tracked(y, activation == Activation.RELU6 ? 6 : bound, step);
  }

  private Value weights(Shape shape) {
    int rows = shape.dim(0);
    int columns = shape.elements() / rows;
    boolean[] emptyColumn = new boolean[shape.dim(-1)];
    for (int i = 0; i < emptyColumn.length; i++) {
      emptyColumn[i] = random.nextInt(6) == 0;
    }
    float[] dense = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      boolean empty = random.nextInt(6) == 0;
      for (int column = 0; column < columns && !empty; column++) {
        boolean kept = !emptyColumn[column % emptyColumn.length] && random.nextInt(4) > 0;
        dense[row * columns + column] = kept ? random.nextInt(5) - 2 : 0;
      }
    }
    DataType type = random.nextBoolean() ? DataType.FLOAT16 : DataType.FLOAT32;
    if (random.nextBoolean()) {
      return builder.constant("weights", new Constant.Floats(type, shape, dense));
    }
    CsrMatrix matrix = CsrMatrix.fromDense(rows, columns, dense);
    return builder.constant(
        "weights",
        new Constant.Sparse(type, shape, matrix, TacoLayout.lastDimensionCsr(shape.rank())));
  }

  private Value bias(int channels) {
    float[] floats = new float[channels];
    for (int i = 0; i < channels; i++) {
      floats[i] = random.nextInt(7) - 3;
    }
    return builder.constant("bias", Constant.Floats.of(Shape.of(channels), floats));
  }
}
