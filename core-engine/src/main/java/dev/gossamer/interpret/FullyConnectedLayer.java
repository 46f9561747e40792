package dev.gossamer.interpret;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op.FullyConnected;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.Optional;

/** Fully connected layers: x taken row-major as [rows, I], weights [O, I]. */
final class FullyConnectedLayer {
  private FullyConnectedLayer() {}

  static Kernel kernel(FullyConnected op, Node node, Preparation preparation) {
    Shape outShape = node.output().shape();
    int outputs = node.input(1).shape().dim(0);
    int inputs = node.input(1).shape().dim(1);
    int rows = node.input(0).shape().elements() / inputs;
    Preparation.RowMajor x = preparation.rowMajor(node.input(0));
    Optional<Preparation.RowMajor> bias = preparation.bias(node);
    Optional<CsrMatrix> sparse =
        preparation
            .constant(node.input(1))
            .map(data -> data instanceof Constant.Sparse s ? s.matrix() : null);
    Preparation.RowMajor weights = sparse.isPresent() ? null : preparation.rowMajor(node.input(1));
    boolean direct = Layout.isRowMajor(outShape);
    float[] buffer = direct ? null : new float[outShape.elements()];
    StridedCopy store = Layout.fromRowMajor(outShape);
    int out = node.output().id();
    return memory -> {
      float[] result = direct ? memory[out] : buffer;
      float[] biases = bias.map(b -> b.get(memory)).orElse(null);
      if (sparse.isPresent()) {
        sparse(x.get(memory), rows, sparse.get(), biases, result);
      } else {
        dense(x.get(memory), rows, inputs, weights.get(memory), outputs, biases, result);
      }
      Activations.apply(op.activation(), result, rows * outputs);
      if (!direct) {
        store.run(result, 0, memory[out], 0);
      }
    };
  }

  private static void dense(
      float[] x, int rows, int inputs, float[] weights, int outputs, float[] bias, float[] out) {
    for (int row = 0; row < rows; row++) {
      for (int o = 0; o < outputs; o++) {
        float start = bias == null ? 0f : bias[o];
        out[row * outputs + o] = start + dot(x, row * inputs, weights, o * inputs, inputs);
      }
    }
  }

  /** Four partial sums, so that an addition need not wait for the one before. */
  private static float dot(float[] a, int atA, float[] b, int atB, int count) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      s0 += a[atA + i] * b[atB + i];
      s1 += a[atA + i + 1] * b[atB + i + 1];
      s2 += a[atA + i + 2] * b[atB + i + 2];
      s3 += a[atA + i + 3] * b[atB + i + 3];
    }
    for (; i < count; i++) {
      s0 += a[atA + i] * b[atB + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void sparse(float[] x, int rows, CsrMatrix weights, float[] bias, float[] out) {
    int[] column = weights.columnIndices();
    float[] w = weights.values();
    for (int row = 0; row < rows; row++) {
      int at = row * weights.columns();
      for (int o = 0; o < weights.rows(); o++) {
        float sum = bias == null ? 0f : bias[o];
        for (int entry = weights.rowStart(o); entry < weights.rowStart(o + 1); entry++) {
          sum += w[entry] * x[at + column[entry]];
        }
        out[row * weights.rows() + o] = sum;
      }
    }
  }
}
