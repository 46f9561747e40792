package dev.gossamer.interpret;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.BlockMatrix;
import dev.gossamer.sparse.TacoLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What kernels need to know while they are made: the constants, and the memory that will hold
 * values.
 */
final class Preparation {
  private final Graph graph;
  private final float[][] memory;
  private final Map<Integer, Constant> evaluated = new HashMap<>();
  private final Scratch scratch = new Scratch();

  /** An input of a node as a row-major array, whichever way it is stored. */
  interface RowMajor {
    float[] get(float[][] memory);
  }

  Preparation(Graph graph, float[][] memory) {
    this.graph = graph;
    this.memory = memory;
  }

  Scratch scratch() {
    return scratch;
  }

  /** The data of a value that is constant or made from constants alone. */
  Optional<Constant> constant(Value value) {
    Constant known = evaluated.get(value.id());
    return known != null ? Optional.of(known) : graph.constant(value);
  }

  /** Records what a node made of constants evaluates to. */
  void define(Value value, Constant constant) {
    evaluated.put(value.id(), constant);
  }

  boolean isConstant(Node node) {
    for (Value input : node.inputs()) {
      if (constant(input).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The index in memory of a value that a kernel reads in stored layout; a constant is laid there.
   */
  int operand(Value value) {
    if (memory[value.id()] == null) {
      constant(value).ifPresent(data -> memory[value.id()] = stored(data));
    }
    return value.id();
  }

  RowMajor rowMajor(Value value) {
    Optional<Constant> data = constant(value);
    if (data.isPresent()) {
      float[] floats = dense(data.get());
      return ignored -> floats;
    }
    if (Layout.isRowMajor(value.shape())) {
      return values -> values[value.id()];
    }
    StridedCopy copy = Layout.toRowMajor(value.shape());
    float[] buffer = new float[value.shape().elements()];
    return values -> {
      copy.run(values[value.id()], 0, buffer, 0);
      return buffer;
    };
  }

  /** The third input, if there is one. */
  Optional<RowMajor> bias(Node node) {
    return node.inputs().size() > 2 ? Optional.of(rowMajor(node.input(2))) : Optional.empty();
  }

  /**
   * A constant weight tensor [O, ...] as a matrix of O rows, as sparse as it is stored; empty if
   * not constant.
   */
  Optional<WeightRows> weightRows(Value weights) {
    return constant(weights).map(Preparation::weightRows);
  }

  private static WeightRows weightRows(Constant data) {
    if (data instanceof Constant.Sparse sparse) {
      return sparseRows(sparse);
    }
    int rows = data.shape().dim(0);
    return new WeightRows.Dense(rows, data.shape().elements() / rows, dense(data));
  }

  private static WeightRows sparseRows(Constant.Sparse sparse) {
    TacoLayout layout = sparse.layout();
    int last = sparse.shape().rank() - 1;
    int blockRows = 1;
    int blockColumns = 1;
    for (int i = 0; i < layout.blockMap().size(); i++) {
      if (layout.blockMap().get(i) == 0) {
        blockRows = layout.blockSizes().get(i);
      } else if (layout.blockMap().get(i) == last) {
        blockColumns = layout.blockSizes().get(i);
      }
    }
    if (blockRows == 1 && blockColumns == 1) {
      return new WeightRows.Csr(sparse.matrix());
    }
    return WeightRows.Blocks.of(BlockMatrix.of(sparse.matrix(), blockRows, blockColumns));
  }

  /** All elements, row-major, integers as floats. */
  static float[] dense(Constant data) {
    return switch (data) {
      case Constant.Floats floats -> floats.floats();
      case Constant.Sparse sparse -> sparse.matrix().toDense();
      case Constant.Ints ints -> {
        float[] result = new float[ints.ints().length];
        for (int i = 0; i < result.length; i++) {
          result[i] = ints.ints()[i];
        }
        yield result;
      }
    };
  }

  private static float[] stored(Constant data) {
    Shape shape = data.shape();
    float[] rowMajor = dense(data);
    if (Layout.isRowMajor(shape)) {
      return rowMajor;
    }
    float[] result = new float[rowMajor.length];
    Layout.fromRowMajor(shape).run(rowMajor, 0, result, 0);
    return result;
  }
}
