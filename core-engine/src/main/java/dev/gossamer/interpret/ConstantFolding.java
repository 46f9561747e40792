package dev.gossamer.interpret;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;

/**
 * Evaluates, once, the nodes whose inputs are all constant. DENSIFY and the widening of FLOAT16
 * keep a sparse constant sparse, so a graph whose weights nobody folded runs as fast as a folded
 * one.
 */
final class ConstantFolding {
  private ConstantFolding() {}

  static void evaluate(Node node, Preparation preparation, float[][] memory) {
    if (keepsElements(node.op())) {
      Constant data = preparation.constant(node.input(0)).orElseThrow();
      preparation.define(node.output(), retyped(data, node.output().type()));
      return;
    }
    Kernel kernel = Kernels.of(node, preparation);
    for (Value output : node.outputs()) {
      memory[output.id()] = new float[output.shape().elements()];
    }
    kernel.run(memory);
    for (Value output : node.outputs()) {
      float[] rowMajor = Layout.rowMajor(output.shape(), memory[output.id()]);
      preparation.define(output, constant(output, rowMajor));
      memory[output.id()] = null;
    }
    for (Value input : node.inputs()) {
      memory[input.id()] = null;
    }
  }

  private static boolean keepsElements(Op op) {
    return op instanceof Op.Densify
        || (op instanceof Op.Dequantize dequantize && dequantize.scales().isEmpty());
  }

  private static Constant retyped(Constant data, DataType type) {
    return switch (data) {
      case Constant.Floats floats -> new Constant.Floats(type, floats.shape(), floats.floats());
      case Constant.Sparse sparse ->
          new Constant.Sparse(type, sparse.shape(), sparse.matrix(), sparse.layout());
      case Constant.Ints ints ->
          type.isFloat()
              ? new Constant.Floats(type, ints.shape(), Preparation.dense(ints))
              : new Constant.Ints(type, ints.shape(), ints.ints());
    };
  }

  private static Constant constant(Value value, float[] rowMajor) {
    if (value.type().isFloat()) {
      return new Constant.Floats(value.type(), value.shape(), rowMajor);
    }
    int[] ints = new int[rowMajor.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) rowMajor[i];
    }
    return new Constant.Ints(value.type(), value.shape(), ints);
  }
}
