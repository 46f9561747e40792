package dev.gossamer.plan;

import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.List;

/** Fully connected layers, dense or sparse; inputs and outputs row-major. */
final class FullyConnectedLowering extends RowMajorLowering {
  /**
   * A listed column of four outputs costs some 2.5 cycles, an input of sixteen dense outputs as
   * much: sparse pays where less than this share of the columns is listed.
   */
  private static final double SPARSE_BELOW = 0.3;

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Shape shape = task.input(1).shape();
    int outputs = shape.dim(0);
    int inputs = shape.dim(1);
    CsrMatrix weights = ConvolutionWeights.matrix(ConvolutionWeights.weights(task, builder, 1));
    int[][] groups = RowGroups.neighbours(outputs, 4);
    long listed = RowGroups.listedColumns(weights, groups);
    boolean sparse = builder.options().sparse() && listed < SPARSE_BELOW * inputs * groups.length;
    int rows = task.input(0).shape().elements() / inputs;
    FullyConnectedKernel kernel =
        new FullyConnectedKernel(rows, inputs, outputs, sparse, task.activation());
    float[] bias = ConvolutionWeights.bias(task, builder, outputs);
    Buffer input = builder.read(task, 0, this);
    Buffer output = builder.write(task.output());
    int[] words = sparse ? packSparse(weights, groups, listed) : packDense(weights, kernel);
    List<Operand> operands =
        List.of(
            new Operand.Activation(input),
            new Operand.Activation(output),
            builder.image().words(words),
            builder.image().floats(Arrays.copyOf(bias, (outputs + 3) / 4 * 4)));
    long macs = (long) rows * inputs * outputs;
    long executed = sparse ? 4 * listed * rows : (long) rows * inputs * ((outputs + 3) / 4 * 4);
    String reason =
        "density " + 100L * weights.nonZeros() / Math.max(1, (long) inputs * outputs) + " %";
    builder.step(
        new Step(task.node().name(), task.label(), kernel, operands, reason, macs, executed));
  }

  private static int[] packDense(CsrMatrix weights, FullyConnectedKernel kernel) {
    int inputs = kernel.inputs();
    int vectors = (kernel.outputs() + 3) / 4;
    int[] words = new int[4 * vectors * inputs];
    int start = 0;
    int vector = 0;
    while (vector < vectors) {
      int width = 4 * kernel.groupVectors(vector);
      for (int row = 4 * vector; row < Math.min(4 * vector + width, kernel.outputs()); row++) {
        for (int i = weights.rowStart(row); i < weights.rowStart(row + 1); i++) {
          int at = start + weights.column(i) * width + row - 4 * vector;
          words[at] = Float.floatToRawIntBits(weights.value(i));
        }
      }
      start += width * inputs;
      vector += width / 4;
    }
    return words;
  }

  private static int[] packSparse(CsrMatrix weights, int[][] groups, long listed) {
    int[] words = new int[(int) (groups.length + 5 * listed)];
    int next = 0;
    float[] values = new float[4 * weights.columns()];
    boolean[] used = new boolean[weights.columns()];
    for (int[] group : groups) {
      Arrays.fill(values, 0f);
      Arrays.fill(used, false);
      for (int lane = 0; lane < 4; lane++) {
        // The last group repeats its last row; lanes past the end are not stored.
        int row = group[lane];
        for (int i = weights.rowStart(row); i < weights.rowStart(row + 1); i++) {
          used[weights.column(i)] |= weights.value(i) != 0f;
          values[4 * weights.column(i) + lane] = weights.value(i);
        }
      }
      int count = next++;
      for (int column = 0; column < used.length; column++) {
        if (used[column]) {
          words[count]++;
          words[next++] = 4 * column;
          for (int lane = 0; lane < 4; lane++) {
            words[next++] = Float.floatToRawIntBits(values[4 * column + lane]);
          }
        }
      }
    }
    return words;
  }
}
