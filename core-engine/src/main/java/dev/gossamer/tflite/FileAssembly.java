package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.DataType;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.tflite.schema.Operator;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.QuantizationParameters;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import dev.gossamer.tflite.schema.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Collects the tables of a graph and puts them together. Knows the format, not the graph. */
final class FileAssembly {
  /** Codes from here on are told by the newer field alone. */
  private static final int DEPRECATED_CODE_LIMIT = 127;

  /** Writes the table of an operator's options and gives its place. */
  interface Options {
    int write(FlatBufferBuilder file);
  }

  /**
   * A tensor of the file.
   *
   * @param buffer 0 for what is computed
   * @param sparse whether it has to be made dense
   * @param sparsity null if dense or if the file tells it elsewhere
   * @param quantization null if not quantised
   */
  record TensorEntry(
      String name,
      DataType type,
      int[] extents,
      int buffer,
      boolean sparse,
      TacoTensor sparsity,
      TensorReader.Quantization quantization) {}

  /** An operator code as files list it: one per version. */
  private record Code(int builtin, int version) {}

  private record OperatorEntry(
      int code, byte optionsType, Options options, int[] inputs, int[] outputs) {}

  private final List<TensorEntry> tensors = new ArrayList<>();
  private final ConstantStore constants;
  private final List<Code> codes = new ArrayList<>();
  private final List<OperatorEntry> operators = new ArrayList<>();

  FileAssembly(ConstantStore constants) {
    this.constants = constants;
  }

  int tensor(TensorEntry tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  /** A result of an operator or an input. */
  int tensor(String name, DataType type, int[] extents) {
    return tensor(new TensorEntry(name, type, extents, 0, false, null, null));
  }

  TensorEntry tensor(int index) {
    return tensors.get(index);
  }

  /** A constant of INT32 numbers. */
  int ints(String name, int[] extents, int... numbers) {
    byte[] bytes = ElementEncoder.ints(DataType.INT32, numbers);
    return tensor(
        new TensorEntry(name, DataType.INT32, extents, constants.raw(bytes), false, null, null));
  }

  int floats(String name, int[] extents, float... numbers) {
    byte[] bytes = ElementEncoder.floats(DataType.FLOAT32, numbers);
    return tensor(
        new TensorEntry(name, DataType.FLOAT32, extents, constants.raw(bytes), false, null, null));
  }

  /**
   * @param optionsType of the union BuiltinOptions, NONE without options
   * @param inputs tensors, -1 for an optional one that is absent
   */
  void operator(
      int builtin, int version, byte optionsType, Options options, int[] inputs, int... outputs) {
    Code code = new Code(builtin, version);
    int index = codes.indexOf(code);
    if (index < 0) {
      index = codes.size();
      codes.add(code);
    }
    operators.add(new OperatorEntry(index, optionsType, options, inputs, outputs));
  }

  /** Place of the table SubGraph. */
  int writeGraph(FlatBufferBuilder file, String name, int[] inputs, int[] outputs) {
    int[] tensorTables = new int[tensors.size()];
    for (int i = 0; i < tensorTables.length; i++) {
      tensorTables[i] = writeTensor(file, tensors.get(i));
    }
    int[] operatorTables = new int[operators.size()];
    for (int i = 0; i < operatorTables.length; i++) {
      operatorTables[i] = writeOperator(file, operators.get(i));
    }
    int tensorVector = SubGraph.createTensorsVector(file, tensorTables);
    int operatorVector = SubGraph.createOperatorsVector(file, operatorTables);
    int inputVector = SubGraph.createInputsVector(file, inputs);
    int outputVector = SubGraph.createOutputsVector(file, outputs);
    return SubGraph.createSubGraph(
        file, tensorVector, inputVector, outputVector, operatorVector, file.createString(name));
  }

  private static int writeTensor(FlatBufferBuilder file, TensorEntry tensor) {
    int name = file.createString(tensor.name());
    int shape = Tensor.createShapeVector(file, tensor.extents());
    int quantization = 0;
    if (tensor.quantization() != null) {
      quantization = writeQuantization(file, tensor.quantization());
    }
    int sparsity = 0;
    if (tensor.sparsity() != null) {
      sparsity = SparsityWriter.write(file, tensor.sparsity(), tensor.extents());
    }
    return Tensor.createTensor(
        file,
        shape,
        tensorType(tensor.type()),
        tensor.buffer(),
        name,
        quantization,
        false,
        sparsity,
        0,
        true);
  }

  private static int writeQuantization(FlatBufferBuilder file, TensorReader.Quantization from) {
    float[] scales = new float[from.scales().size()];
    long[] zeroPoints = new long[scales.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = from.scales().get(i);
      zeroPoints[i] = from.zeroPoints().get(i);
    }
    int scaleVector = QuantizationParameters.createScaleVector(file, scales);
    int pointVector = QuantizationParameters.createZeroPointVector(file, zeroPoints);
    return QuantizationParameters.createQuantizationParameters(
        file, 0, 0, scaleVector, pointVector, (byte) 0, 0, from.axis());
  }

  private static byte tensorType(DataType type) {
    return switch (type) {
      case FLOAT32 -> TensorType.FLOAT32;
      case FLOAT16 -> TensorType.FLOAT16;
      case INT32 -> TensorType.INT32;
      case INT64 -> TensorType.INT64;
      case INT16 -> TensorType.INT16;
      case INT8 -> TensorType.INT8;
      case UINT8 -> TensorType.UINT8;
      case BOOL -> TensorType.BOOL;
    };
  }

  int[] writeCodes(FlatBufferBuilder file) {
    int[] tables = new int[codes.size()];
    for (int i = 0; i < tables.length; i++) {
      Code code = codes.get(i);
      byte deprecated = (byte) Math.min(code.builtin(), DEPRECATED_CODE_LIMIT);
      tables[i] =
          OperatorCode.createOperatorCode(file, deprecated, 0, code.version(), code.builtin());
    }
    return tables;
  }

  private static int writeOperator(FlatBufferBuilder file, OperatorEntry operator) {
    int inputs = Operator.createInputsVector(file, operator.inputs());
    int outputs = Operator.createOutputsVector(file, operator.outputs());
    int options = operator.options() == null ? 0 : operator.options().write(file);
    return Operator.createOperator(
        file,
        operator.code(),
        inputs,
        outputs,
        operator.optionsType(),
        options,
        0,
        (byte) 0,
        0,
        0,
        0,
        0);
  }
}
