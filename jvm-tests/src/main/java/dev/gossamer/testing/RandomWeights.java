package dev.gossamer.testing;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.List;
import java.util.Random;

/**
 * Random constants in all the ways a file may store weights: dense, compressed rows, blocks, half
 * precision, and the nodes that unpack them.
 */
final class RandomWeights {
  private final Random random;
  private final Graph.Builder builder;

  RandomWeights(Random random, Graph.Builder builder) {
    this.random = random;
    this.builder = builder;
  }

  /** Weights [O, ...] of about unit gain, stored in a random way. */
  Value weights(int... dims) {
    Shape shape = Shape.of(dims);
    int columns = shape.elements() / shape.dim(0);
    return switch (random.nextInt(7)) {
      case 0, 1 -> builder.constant("weights", Constant.Floats.of(shape, dense(shape, columns)));
      case 2 -> builder.constant("csr", sparse(DataType.FLOAT32, shape, 1, 1));
      case 3 ->
          builder.constant(
              "blocks",
              sparse(DataType.FLOAT32, shape, 1 + random.nextInt(4), 1 + random.nextInt(4)));
      case 4 -> densify(builder.constant("csr", sparse(DataType.FLOAT32, shape, 1, 1)));
      case 5 -> widen(builder.constant("half", half(shape)));
      default ->
          widen(densify(builder.constant("half csr", sparse(DataType.FLOAT16, shape, 1, 1))));
    };
  }

  /** One float per channel. */
  Value bias(int channels) {
    float[] floats = new float[channels];
    for (int i = 0; i < channels; i++) {
      floats[i] = (float) random.nextGaussian() * 0.3f;
    }
    return builder.constant("bias", Constant.Floats.of(Shape.of(channels), floats));
  }

  /** Floats in (0.5, 2), as divisors, slopes and factors. */
  Value positive(Shape shape) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = 0.5f + 1.5f * random.nextFloat();
    }
    return builder.constant("positive", Constant.Floats.of(shape, floats));
  }

  private Value densify(Value sparse) {
    return builder.add("densify", new Op.Densify(), sparse);
  }

  private Value widen(Value half) {
    return builder.add("widen", new Op.Dequantize(List.of(), List.of(), 0), half);
  }

  private float[] dense(Shape shape, int columns) {
    float[] floats = new float[shape.elements()];
    double gain = 1 / Math.sqrt(columns);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (random.nextGaussian() * gain);
    }
    return floats;
  }

  /** Multiples of 1/64 below 2, which half precision holds exactly. */
  private Constant.Floats half(Shape shape) {
    float[] floats = dense(shape, shape.elements() / shape.dim(0));
    for (int i = 0; i < floats.length; i++) {
      floats[i] = toHalf(floats[i]);
    }
    return new Constant.Floats(DataType.FLOAT16, shape, floats);
  }

  private static float toHalf(float value) {
    return Math.round(Math.max(-2f, Math.min(1.9f, value)) * 64) / 64f;
  }

  /** 0 to 100 % zeros in blocks of r x c; sometimes with rows and columns that are all zero. */
  private Constant.Sparse sparse(DataType type, Shape shape, int r, int c) {
    int rows = shape.dim(0);
    int columns = shape.elements() / rows;
    float[] floats = dense(shape, columns);
    double density = random.nextInt(11) / 10.0;
    int emptyEvery = 2 + random.nextInt(5);
    boolean[] kept = new boolean[((rows - 1) / r + 1) * ((columns - 1) / c + 1)];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < density;
    }
    for (int i = 0; i < floats.length; i++) {
      int blockRow = i / columns / r;
      int blockColumn = i % columns / c;
      boolean empty = blockRow % emptyEvery == 1 || blockColumn % emptyEvery == 1;
      boolean zero = empty || !kept[blockRow * ((columns - 1) / c + 1) + blockColumn];
      floats[i] = zero ? 0f : type == DataType.FLOAT16 ? toHalf(floats[i]) : floats[i];
    }
    TacoLayout layout =
        r == 1 && c == 1
            ? TacoLayout.lastDimensionCsr(shape.rank())
            : OperatorCase.blockLayout(shape.rank(), r, c);
    return new Constant.Sparse(type, shape, CsrMatrix.fromDense(rows, columns, floats), layout);
  }
}
