package dev.gossamer.checks;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.tflite.schema.ActivationFunctionType;
import dev.gossamer.tflite.schema.AddOptions;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.Operator;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import dev.gossamer.tflite.schema.TensorType;

/**
 * The smallest useful {@code .tflite} file: {@code y = relu(x + c)}, where x, y and the constant c
 * have the shape [1,2,2,1] and c is 1, 2, 3, 4.
 */
public final class SmallModel {
  private static final int[] SHAPE = {1, 2, 2, 1};
  private static final int ABSENT = 0;

  private SmallModel() {}

  /** The bytes of the file. */
  public static byte[] bytes() {
    return withOperator(BuiltinOperator.ADD);
  }

  /** A file that is well-formed but uses another operator, such as one that no engine has. */
  public static byte[] withOperator(int builtinOperator) {
    // Large enough from the start: in TeaVM a builder that grows writes a wrong file.
    FlatBufferBuilder out = new FlatBufferBuilder(4096);
    int code =
        OperatorCode.createOperatorCode(
            out, (byte) Math.min(builtinOperator, 127), ABSENT, 1, builtinOperator);
    int codes = Model.createOperatorCodesVector(out, new int[] {code});
    int subgraphs = Model.createSubgraphsVector(out, new int[] {subgraph(out)});
    int model =
        Model.createModel(out, 3, codes, subgraphs, ABSENT, buffers(out), ABSENT, ABSENT, ABSENT);
    Model.finishModelBuffer(out, model);
    return out.sizedByteArray();
  }

  private static int subgraph(FlatBufferBuilder out) {
    int x = tensor(out, "x", 0);
    int constant = tensor(out, "c", 1);
    int y = tensor(out, "y", 0);
    int tensors = SubGraph.createTensorsVector(out, new int[] {x, constant, y});
    int inputs = SubGraph.createInputsVector(out, new int[] {0});
    int outputs = SubGraph.createOutputsVector(out, new int[] {2});
    int operators = SubGraph.createOperatorsVector(out, new int[] {operator(out)});
    return SubGraph.createSubGraph(
        out, tensors, inputs, outputs, operators, out.createString("small"));
  }

  private static int tensor(FlatBufferBuilder out, String name, int buffer) {
    int shape = Tensor.createShapeVector(out, SHAPE);
    return Tensor.createTensor(
        out,
        shape,
        TensorType.FLOAT32,
        buffer,
        out.createString(name),
        ABSENT,
        false,
        ABSENT,
        ABSENT,
        false);
  }

  private static int operator(FlatBufferBuilder out) {
    int options = AddOptions.createAddOptions(out, ActivationFunctionType.RELU);
    int inputs = Operator.createInputsVector(out, new int[] {0, 1});
    int outputs = Operator.createOutputsVector(out, new int[] {2});
    return Operator.createOperator(
        out,
        0,
        inputs,
        outputs,
        BuiltinOptions.AddOptions,
        options,
        ABSENT,
        (byte) 0,
        ABSENT,
        ABSENT,
        0,
        0);
  }

  /** Buffer 0 is empty by convention. */
  private static int buffers(FlatBufferBuilder out) {
    byte[] data = new byte[16];
    for (int i = 0; i < 4; i++) {
      int bits = Float.floatToIntBits(i + 1);
      for (int b = 0; b < 4; b++) {
        data[4 * i + b] = (byte) (bits >> 8 * b);
      }
    }
    int constant = Buffer.createBuffer(out, Buffer.createDataVector(out, data), 0, 0);
    int empty = Buffer.createBuffer(out, ABSENT, 0, 0);
    return Model.createBuffersVector(out, new int[] {empty, constant});
  }
}
