package dev.gossamer.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.BlockMatrix;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.testing.Agreement;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sparse kernels give what the dense ones give on the same weights, from 0 to 100 % zeros. */
class SparseKernelPropertyTest {
  @Property(tries = 200)
  void sparseConvolutionEqualsDense(
      @ForAll @IntRange(min = 0, max = 100) int sparsity,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 9) int inputs,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 13) int size,
      @ForAll int seed) {
    Random random = new Random(seed);
    Shape shape = Shape.of(rows, kernel, kernel, inputs);
    float[] weights = weights(random, rows, kernel * kernel * inputs, sparsity);
    Stride s = Stride.of(stride);
    Padding padding = Padding.same(size, size, kernel, kernel, s, Stride.ONE);
    Op op = new Op.Conv2d(s, Stride.ONE, padding, 1, Activation.RELU);

    checkSame(op, Shape.of(2, size, size, inputs), shape, weights, random);
  }

  @Property(tries = 200)
  void sparseFullyConnectedEqualsDense(
      @ForAll @IntRange(min = 0, max = 100) int sparsity,
      @ForAll @IntRange(min = 1, max = 17) int outputs,
      @ForAll @IntRange(min = 1, max = 17) int inputs,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll int seed) {
    Random random = new Random(seed);
    float[] weights = weights(random, outputs, inputs, sparsity);
    Op op = new Op.FullyConnected(false, Activation.NONE);

    checkSame(op, Shape.of(batch, inputs), Shape.of(outputs, inputs), weights, random);
  }

  @Property(tries = 300)
  void blocksOfAnySizeEqualCsr(
      @ForAll @IntRange(min = 0, max = 100) int sparsity,
      @ForAll @IntRange(min = 1, max = 17) int rows,
      @ForAll @IntRange(min = 1, max = 17) int columns,
      @ForAll @IntRange(min = 1, max = 5) int blockRows,
      @ForAll @IntRange(min = 1, max = 5) int blockColumns,
      @ForAll @IntRange(min = 1, max = 33) int pixels,
      @ForAll int seed) {
    Random random = new Random(seed);
    CsrMatrix matrix = CsrMatrix.fromDense(rows, columns, weights(random, rows, columns, sparsity));
    WeightRows csr = new WeightRows.Csr(matrix);
    WeightRows blocks = WeightRows.Blocks.of(BlockMatrix.of(matrix, blockRows, blockColumns));
    float[][] panels = new float[columns][];
    for (int i = 0; i < columns; i++) {
      panels[i] = floats(random, pixels);
    }

    for (int row = 0; row < rows; row++) {
      float[] expected = new float[pixels];
      float[] actual = new float[pixels];
      csr.accumulate(row, panels, expected, pixels);
      blocks.accumulate(row, panels, actual, pixels);
      assertThat(difference(actual, expected)).isNull();
    }
    for (int column = 0; column < columns; column++) {
      assertThat(blocks.columnsRead()[column] || !csr.columnsRead()[column]).isTrue();
    }
  }

  private static void checkSame(
      Op op, Shape input, Shape weightShape, float[] weights, Random random) {
    int rows = weightShape.dim(0);
    CsrMatrix matrix = CsrMatrix.fromDense(rows, weights.length / rows, weights);
    TacoLayout layout = TacoLayout.lastDimensionCsr(weightShape.rank());
    Constant bias = Constant.Floats.of(Shape.of(rows), floats(random, rows));
    float[][] x = {floats(random, input.elements())};

    float[] dense = run(op, input, Constant.Floats.of(weightShape, weights), bias, x);
    float[] sparse =
        run(op, input, new Constant.Sparse(DataType.FLOAT32, weightShape, matrix, layout), bias, x);

    assertThat(difference(sparse, dense)).isNull();
  }

  private static float[] run(Op op, Shape input, Constant weights, Constant bias, float[][] x) {
    Graph.Builder builder = Graph.builder("property");
    Value in = builder.input("x", input);
    Value w = builder.constant("weights", weights);
    Value b = builder.constant("bias", bias);
    builder.output(builder.add("node", op, in, w, b));
    return new Interpreter(builder.build()).run(x)[0];
  }

  private static String difference(float[] actual, float[] expected) {
    double[] wide = new double[expected.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = expected[i];
    }
    return Agreement.difference(actual, wide, Agreement.tolerance(wide));
  }

  /**
   * Random weights; besides single zeros, every fourth row and column is empty above 20 % sparsity.
   */
  private static float[] weights(Random random, int rows, int columns, int sparsity) {
    float[] weights = new float[rows * columns];
    int emptyRow = random.nextInt(4);
    int emptyColumn = random.nextInt(4);
    for (int i = 0; i < weights.length; i++) {
      boolean empty =
          sparsity > 20 && (i / columns % 4 == emptyRow || i % columns % 4 == emptyColumn);
      weights[i] = empty || random.nextInt(100) < sparsity ? 0f : (float) random.nextGaussian();
    }
    return weights;
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
