package dev.gossamer.rewrite;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.Optional;

/**
 * DEQUANTIZE of a constant. FLOAT16 constants are used as they are: their floats are widened
 * already, and the type remembers that a writer may store halves. Integers become FLOAT32.
 */
public final class FoldDequantize implements NodeRule {
  @Override
  public String name() {
    return "fold-dequantize";
  }

  @Override
  public Optional<Term> replace(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Dequantize dequantize)
        || !graph.isConstant(node.input(0))
        || graph.isOutput(node.output())) {
      return Optional.empty();
    }
    Constant constant = graph.constant(node.input(0)).orElseThrow();
    boolean keepSparse = Constants.isReadOnlyAsWeights(graph, node.output());
    return Optional.of(
        switch (constant) {
          case Constant.Floats floats -> Term.of(node.input(0));
          case Constant.Sparse sparse when sparse.type().isFloat() ->
              keepSparse
                  ? Term.of(node.input(0))
                  : Term.constant(
                      node.name(),
                      new Constant.Floats(
                          sparse.type(), sparse.shape(), sparse.matrix().toDense()));
          case Constant.Sparse sparse when keepSparse && isSymmetric(dequantize) ->
              Term.constant(node.name(), scaled(sparse, dequantize));
          default -> Term.constant(node.name(), scaled(constant, dequantize));
        });
  }

  /** True if zero is stored as 0, so that what is absent from a sparse tensor stays zero. */
  private static boolean isSymmetric(Op.Dequantize dequantize) {
    for (int zeroPoint : dequantize.zeroPoints()) {
      if (zeroPoint != 0) {
        return false;
      }
    }
    return true;
  }

  private static Constant scaled(Constant constant, Op.Dequantize dequantize) {
    float[] stored = Constants.floats(constant);
    float[] floats = new float[stored.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = scaled(stored[i], i, constant.shape(), dequantize);
    }
    return new Constant.Floats(DataType.FLOAT32, constant.shape(), floats);
  }

  private static Constant scaled(Constant.Sparse sparse, Op.Dequantize dequantize) {
    CsrMatrix matrix = sparse.matrix();
    float[] floats = new float[matrix.entries()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = matrix.rowStart(row); i < matrix.rowStart(row + 1); i++) {
        int element = row * matrix.columns() + matrix.column(i);
        floats[i] = scaled(matrix.value(i), element, sparse.shape(), dequantize);
      }
    }
    CsrMatrix result =
        CsrMatrix.of(
            matrix.rows(), matrix.columns(), matrix.rowStarts(), matrix.columnIndices(), floats);
    return new Constant.Sparse(DataType.FLOAT32, sparse.shape(), result, sparse.layout());
  }

  private static float scaled(float stored, int element, Shape shape, Op.Dequantize dequantize) {
    int count = dequantize.scales().size();
    if (count == 0) {
      return stored;
    }
    int channel = 0;
    if (count > 1) {
      int inner = 1;
      for (int i = dequantize.axis() + 1; i < shape.rank(); i++) {
        inner *= shape.dim(i);
      }
      channel = element / inner % count;
    }
    // The difference is exact in float up to 24 bits; INT32 (biases) needs the wider product.
    double difference = (double) stored - dequantize.zeroPoints().get(channel);
    return (float) (dequantize.scales().get(channel) * difference);
  }
}
