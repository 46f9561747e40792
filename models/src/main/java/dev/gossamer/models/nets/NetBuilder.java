package dev.gossamer.models.nets;

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
 * Layers with random weights. Each weight is normal with a variance of gain / (inputs that are not
 * pruned), after He et al. 2015, so that activations neither vanish nor saturate at any sparsity.
 */
final class NetBuilder {
  /** Doubles what ReLU halves. */
  private static final double RELU_GAIN = 2;

  private static final double LINEAR_GAIN = 1;
  private static final double BIAS_DEVIATION = 0.1;
  private static final Padding SYMMETRIC = new Padding(1, 1, 1, 1);

  private final Graph.Builder builder;
  private final Random random;
  private final double sparsity;
  private final int blockRows;

  NetBuilder(String name, double sparsity, int blockRows, long seed) {
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw new IllegalArgumentException("sparsity must be 0..1, got " + sparsity);
    }
    if (blockRows != 1 && blockRows != 2 && blockRows != 4 && blockRows != 8) {
      throw new IllegalArgumentException("block rows must be 1, 2, 4 or 8, got " + blockRows);
    }
    builder = Graph.builder(name);
    random = new Random(seed);
    this.sparsity = sparsity;
    this.blockRows = blockRows;
  }

  Value input(String name, Shape shape) {
    return builder.input(name, shape);
  }

  /** 3x3, stride 2. */
  Value stem(Value x, int channels) {
    Value weights = dense("stem", RELU_GAIN, channels, 3, 3, x.shape().dim(3));
    return builder.add(
        "stem",
        new Op.Conv2d(Stride.of(2), Stride.ONE, SYMMETRIC, 1, Activation.RELU6),
        x,
        weights,
        bias("stem", channels));
  }

  /** 3x3. */
  Value depthwise(String name, Value x, int stride) {
    int channels = x.shape().dim(3);
    Shape shape = Shape.of(1, 3, 3, channels);
    Value weights = weights(name, Constant.Floats.of(shape, normal(shape, RELU_GAIN / 9)));
    return builder.add(
        name,
        new Op.DepthwiseConv2d(Stride.of(stride), Stride.ONE, SYMMETRIC, 1, Activation.RELU6),
        x,
        weights,
        bias(name, channels));
  }

  /** 1x1, sparse. */
  Value pointwise(String name, Value x, int channels, Activation activation) {
    double gain = activation == Activation.NONE ? LINEAR_GAIN : RELU_GAIN;
    Value weights =
        sparsity == 0
            ? dense(name, gain, channels, 1, 1, x.shape().dim(3))
            : weights(name, pruned(channels, x.shape().dim(3), gain));
    return builder.add(
        name,
        new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, activation),
        x,
        weights,
        bias(name, channels));
  }

  Value add(String name, Value a, Value b) {
    return builder.add(name, new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE), a, b);
  }

  /** Global average, one fully connected layer, softmax. */
  Graph classifier(Value x, int classes) {
    Op mean = new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), true);
    Value pooled = builder.add("pool", mean, x);
    Value weights = dense("logits", LINEAR_GAIN, classes, x.shape().dim(3));
    Op connected = new Op.FullyConnected(false, Activation.NONE);
    Value logits = builder.add("logits", connected, pooled, weights, bias("logits", classes));
    Value probabilities = builder.add("probabilities", new Op.Softmax(1f), logits);
    return builder.output(probabilities).build();
  }

  /** Weights [O, ...] whose inputs are all extents but the first. */
  private Value dense(String name, double gain, int... dims) {
    Shape shape = Shape.of(dims);
    double inputs = (double) shape.elements() / shape.dim(0);
    return weights(name, Constant.Floats.of(shape, normal(shape, gain / inputs)));
  }

  private Value weights(String name, Constant data) {
    return builder.constant(name + "/weights", data);
  }

  private Value bias(String name, int channels) {
    Shape shape = Shape.of(channels);
    float[] floats = normal(shape, BIAS_DEVIATION * BIAS_DEVIATION);
    return builder.constant(name + "/bias", Constant.Floats.of(shape, floats));
  }

  private float[] normal(Shape shape, double variance) {
    float[] floats = new float[shape.elements()];
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (random.nextGaussian() * deviation);
    }
    return floats;
  }

  /** Exactly the wanted share of all blocks is zero, drawn without regard to rows or values. */
  private Constant pruned(int rows, int columns, double gain) {
    Shape shape = Shape.of(rows, 1, 1, columns);
    double kept = Math.max(1 - sparsity, 1.0 / columns);
    float[] floats = normal(shape, gain / (columns * kept));
    int blocks = rows / blockRows * columns;
    int left = (int) Math.round(sparsity * blocks);
    for (int block = 0; block < blocks; block++) {
      if (random.nextInt(blocks - block) < left) {
        left--;
        for (int row = 0; row < blockRows; row++) {
          floats[(block / columns * blockRows + row) * columns + block % columns] = 0f;
        }
      }
    }
    return new Constant.Sparse(
        DataType.FLOAT32,
        shape,
        CsrMatrix.fromDense(rows, columns, floats),
        blockRows == 1
            ? TacoLayout.lastDimensionCsr(shape.rank())
            : TacoLayout.blocks(shape.rank(), blockRows, 1));
  }
}
