package dev.gossamer.testing;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small graph about one operator, with inputs for it.
 *
 * @param name operator and what is special, unique
 * @param inputs one array per graph input, row-major
 */
public record OperatorCase(String name, Graph graph, float[][] inputs) {

  /** Builds a case with reproducible random data; the seed is the name. */
  static final class Maker {
    private final String name;
    private final Random random;
    private final Graph.Builder builder;
    private final List<Value> operands = new ArrayList<>();
    private final List<float[]> inputs = new ArrayList<>();

    Maker(String name) {
      this.name = name;
      random = new Random(name.hashCode());
      builder = Graph.builder(name);
    }

    /** A graph input of normally distributed floats. */
    Maker input(int... dims) {
      return input(1f, dims);
    }

    Maker input(float spread, int... dims) {
      Shape shape = Shape.of(dims);
      operands.add(builder.input("input" + operands.size(), shape));
      inputs.add(floats(random, shape.elements(), spread));
      return this;
    }

    /** A graph input of floats in (0.1, 4.1), for functions that are only defined or tame there. */
    Maker positiveInput(int... dims) {
      Shape shape = Shape.of(dims);
      operands.add(builder.input("input" + operands.size(), shape));
      float[] data = new float[shape.elements()];
      for (int i = 0; i < data.length; i++) {
        data[i] = 0.1f + 4f * random.nextFloat();
      }
      inputs.add(data);
      return this;
    }

    Maker integerInput(DataType type, int lowest, int bound, int... dims) {
      Shape shape = Shape.of(dims);
      operands.add(builder.input("input" + operands.size(), type, shape));
      float[] data = new float[shape.elements()];
      for (int i = 0; i < data.length; i++) {
        data[i] = lowest + random.nextInt(bound - lowest);
      }
      inputs.add(data);
      return this;
    }

    /** A constant of normally distributed floats. */
    Maker constant(int... dims) {
      Shape shape = Shape.of(dims);
      float[] data = floats(random, shape.elements(), 1f);
      operands.add(builder.constant("constant", Constant.Floats.of(shape, data)));
      return this;
    }

    /** A sparse constant in compressed rows. */
    Maker sparse(double density, int... dims) {
      operands.add(
          builder.constant(
              "sparse",
              sparseConstant(
                  random,
                  Shape.of(dims),
                  density,
                  1,
                  1,
                  TacoLayout.lastDimensionCsr(dims.length))));
      return this;
    }

    /** A sparse constant [O, ..., I] in blocks of r output channels x c input channels. */
    Maker blocks(double density, int r, int c, int... dims) {
      operands.add(
          builder.constant(
              "blocks",
              sparseConstant(
                  random, Shape.of(dims), density, r, c, blockLayout(dims.length, r, c))));
      return this;
    }

    Maker indices(DataType type, int bound, int... dims) {
      Shape shape = Shape.of(dims);
      int[] data = new int[shape.elements()];
      for (int i = 0; i < data.length; i++) {
        data[i] = random.nextInt(bound);
      }
      operands.add(builder.constant("indices", new Constant.Ints(type, shape, data)));
      return this;
    }

    Maker data(Constant data) {
      operands.add(builder.constant("data", data));
      return this;
    }

    /** Replaces the newest operand by a node that reads it. */
    Maker through(Op op) {
      int last = operands.size() - 1;
      operands.set(last, builder.add("through", op, operands.get(last)));
      return this;
    }

    /** Applies the operator to all operands; all its results are outputs. */
    OperatorCase apply(Op op) {
      for (Value result : builder.addAll(name, op, operands)) {
        builder.output(result);
      }
      return new OperatorCase(name, builder.build(), inputs.toArray(new float[0][]));
    }
  }

  static Maker named(String name) {
    return new Maker(name);
  }

  private static float[] floats(Random random, int count, float spread) {
    float[] data = new float[count];
    for (int i = 0; i < count; i++) {
      data[i] = (float) random.nextGaussian() * spread;
    }
    return data;
  }

  /** Random weights whose non-zeros come in r x c blocks over the first and last extent. */
  static Constant.Sparse sparseConstant(
      Random random, Shape shape, double density, int r, int c, TacoLayout layout) {
    int rows = shape.dim(0);
    int columns = shape.elements() / rows;
    float[] dense = new float[rows * columns];
    for (int row = 0; row < rows; row += r) {
      for (int column = 0; column < columns; column += c) {
        if (random.nextDouble() < density) {
          fillBlock(random, dense, rows, columns, row, column, r, c);
        }
      }
    }
    return new Constant.Sparse(
        DataType.FLOAT32, shape, CsrMatrix.fromDense(rows, columns, dense), layout);
  }

  private static void fillBlock(
      Random random, float[] dense, int rows, int columns, int row, int column, int r, int c) {
    for (int i = row; i < Math.min(rows, row + r); i++) {
      for (int k = column; k < Math.min(columns, column + c); k++) {
        dense[i * columns + k] = (float) random.nextGaussian();
      }
    }
  }

  /** Natural order, then the blocks of the first and last dimension; the last one compressed. */
  static TacoLayout blockLayout(int rank, int r, int c) {
    List<Integer> order = new ArrayList<>();
    List<TacoLayout.Format> formats = new ArrayList<>();
    for (int i = 0; i < rank + 2; i++) {
      order.add(i);
      formats.add(i == rank - 1 ? TacoLayout.Format.CSR : TacoLayout.Format.DENSE);
    }
    return new TacoLayout(order, List.of(0, rank - 1), formats, List.of(r, c));
  }

  @Override
  public String toString() {
    return name;
  }
}
