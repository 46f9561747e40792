package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.HalfFloat;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.sparse.IndexVector;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.BuiltinOperator;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.DimensionMetadata;
import dev.gossamer.tflite.schema.DimensionType;
import dev.gossamer.tflite.schema.Int32Vector;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.Operator;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.QuantizationParameters;
import dev.gossamer.tflite.schema.SparseIndexVector;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import dev.gossamer.tflite.schema.TensorType;
import dev.gossamer.tflite.schema.Uint16Vector;
import dev.gossamer.tflite.schema.Uint8Vector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Writes small models for tests, right or wrong as the test wants. Tensors are named by index. */
final class TestModel {
  /** What a tensor of the file has; set fields before {@link #bytes}. */
  static final class Spec {
    String name;
    byte type;
    int[] shape;
    int[] signature;
    boolean hasRank;
    boolean variable;
    byte[] data;
    long buffer = -1;
    float[] scales;
    long[] zeroPoints;
    int quantizedDimension;
    TacoTensor sparsity;
    int indexBits = 8;
  }

  private record OperatorSpec(
      int builtin,
      String custom,
      byte optionsType,
      ToIntFunction<FlatBufferBuilder> options,
      byte[] customOptions,
      int[] inputs,
      int[] outputs) {}

  final List<Spec> tensors = new ArrayList<>();
  final List<Integer> inputs = new ArrayList<>();
  final List<Integer> outputs = new ArrayList<>();
  private final List<OperatorSpec> operators = new ArrayList<>();
  private final Map<String, Integer> sharedNames = new HashMap<>();
  private final Map<int[], Integer> sharedInputs = new IdentityHashMap<>();
  int version = 3;
  int extraSubgraphs;

  int tensor(byte type, int... shape) {
    Spec spec = new Spec();
    spec.name = "t" + tensors.size();
    spec.type = type;
    spec.shape = shape;
    tensors.add(spec);
    return tensors.size() - 1;
  }

  Spec spec(int tensor) {
    return tensors.get(tensor);
  }

  int input(int... shape) {
    int tensor = tensor(TensorType.FLOAT32, shape);
    inputs.add(tensor);
    return tensor;
  }

  int output(int... shape) {
    int tensor = tensor(TensorType.FLOAT32, shape);
    outputs.add(tensor);
    return tensor;
  }

  /** A float constant; zeros where no values are given. */
  int floats(int[] shape, float... values) {
    int tensor = tensor(TensorType.FLOAT32, shape);
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    ByteBuffer data = littleEndian(4 * count);
    for (float value : values) {
      data.putFloat(value);
    }
    spec(tensor).data = data.array();
    return tensor;
  }

  int halves(int[] shape, float... values) {
    int tensor = tensor(TensorType.FLOAT16, shape);
    ByteBuffer data = littleEndian(2 * values.length);
    for (float value : values) {
      data.putShort(HalfFloat.fromFloat(value));
    }
    spec(tensor).data = data.array();
    return tensor;
  }

  /** A one-dimensional INT32 constant. */
  int ints(int... values) {
    return ints(new int[] {values.length}, values);
  }

  int ints(int[] shape, int... values) {
    int tensor = tensor(TensorType.INT32, shape);
    ByteBuffer data = littleEndian(4 * values.length);
    for (int value : values) {
      data.putInt(value);
    }
    spec(tensor).data = data.array();
    return tensor;
  }

  int longs(int[] shape, long... values) {
    int tensor = tensor(TensorType.INT64, shape);
    ByteBuffer data = littleEndian(8 * values.length);
    for (long value : values) {
      data.putLong(value);
    }
    spec(tensor).data = data.array();
    return tensor;
  }

  int bytes(byte type, int[] shape, int... values) {
    int tensor = tensor(type, shape);
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) values[i];
    }
    spec(tensor).data = data;
    return tensor;
  }

  /** A FLOAT32 constant stored as the given encoding. */
  int sparse(int[] shape, TacoTensor encoded, int indexBits) {
    int tensor = tensor(TensorType.FLOAT32, shape);
    ByteBuffer data = littleEndian(4 * encoded.values().length());
    for (int i = 0; i < encoded.values().length(); i++) {
      data.putFloat(encoded.values().at(i));
    }
    spec(tensor).data = data.array();
    spec(tensor).sparsity = encoded;
    spec(tensor).indexBits = indexBits;
    return tensor;
  }

  TestModel quantize(int tensor, float scale, long zeroPoint) {
    return quantize(tensor, new float[] {scale}, new long[] {zeroPoint}, 0);
  }

  TestModel quantize(int tensor, float[] scales, long[] zeroPoints, int axis) {
    spec(tensor).scales = scales;
    spec(tensor).zeroPoints = zeroPoints;
    spec(tensor).quantizedDimension = axis;
    return this;
  }

  TestModel operator(int builtin, int[] operatorInputs, int... operatorOutputs) {
    return operator(builtin, BuiltinOptions.NONE, null, operatorInputs, operatorOutputs);
  }

  TestModel operator(
      int builtin,
      byte optionsType,
      ToIntFunction<FlatBufferBuilder> options,
      int[] operatorInputs,
      int... operatorOutputs) {
    operators.add(
        new OperatorSpec(
            builtin, null, optionsType, options, null, operatorInputs, operatorOutputs));
    return this;
  }

  TestModel custom(
      String name, byte[] customOptions, int[] operatorInputs, int... operatorOutputs) {
    operators.add(
        new OperatorSpec(
            BuiltinOperator.CUSTOM,
            name,
            BuiltinOptions.NONE,
            null,
            customOptions,
            operatorInputs,
            operatorOutputs));
    return this;
  }

  static int[] of(int... values) {
    return values;
  }

  static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  Graph read() {
    return TfliteReader.read(bytes());
  }

  /** Reads a model of one operator that must become one node, and gives its attributes. */
  Op readOp() {
    List<Node> nodes = read().nodes();
    if (nodes.size() != 1) {
      throw new AssertionError("expected one node, got " + nodes);
    }
    return nodes.get(0).op();
  }

  byte[] bytes() {
    FlatBufferBuilder fbb = new FlatBufferBuilder(1 << 16);
    sharedNames.clear();
    sharedInputs.clear();
    int[] buffers = new int[tensors.size() + 1];
    buffers[0] = Buffer.createBuffer(fbb, 0, 0, 0);
    for (int i = 0; i < tensors.size(); i++) {
      byte[] data = tensors.get(i).data;
      int vector = data == null ? 0 : Buffer.createDataVector(fbb, data);
      buffers[i + 1] = Buffer.createBuffer(fbb, vector, 0, 0);
    }
    int[] tensorTables = new int[tensors.size()];
    for (int i = 0; i < tensorTables.length; i++) {
      tensorTables[i] = writeTensor(fbb, tensors.get(i), i + 1);
    }
    int[] codes = new int[operators.size()];
    int[] operatorTables = new int[operators.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = writeCode(fbb, operators.get(i));
      operatorTables[i] = writeOperator(fbb, operators.get(i), i);
    }
    int tensorVector = SubGraph.createTensorsVector(fbb, tensorTables);
    int operatorVector = SubGraph.createOperatorsVector(fbb, operatorTables);
    int inputVector = SubGraph.createInputsVector(fbb, ints(inputs));
    int outputVector = SubGraph.createOutputsVector(fbb, ints(outputs));
    int name = fbb.createString("main");
    int main =
        SubGraph.createSubGraph(fbb, tensorVector, inputVector, outputVector, operatorVector, name);
    int[] subgraphs = new int[1 + extraSubgraphs];
    Arrays.fill(subgraphs, main);
    int subgraphVector = Model.createSubgraphsVector(fbb, subgraphs);
    int codeVector = Model.createOperatorCodesVector(fbb, codes);
    int bufferVector = Model.createBuffersVector(fbb, buffers);
    int description = fbb.createString("test");
    int model =
        Model.createModel(
            fbb, version, codeVector, subgraphVector, description, bufferVector, 0, 0, 0);
    Model.finishModelBuffer(fbb, model);
    return fbb.sizedByteArray();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Equal names are written once, as a file that wants to cost more than its size would. */
  private int writeTensor(FlatBufferBuilder fbb, Spec spec, int ownBuffer) {
    int name = sharedNames.computeIfAbsent(spec.name, fbb::createString);
    int shape = spec.shape == null ? 0 : Tensor.createShapeVector(fbb, spec.shape);
    int signature =
        spec.signature == null ? 0 : Tensor.createShapeSignatureVector(fbb, spec.signature);
    int quantization = 0;
    if (spec.scales != null) {
      int scales = QuantizationParameters.createScaleVector(fbb, spec.scales);
      int points = QuantizationParameters.createZeroPointVector(fbb, spec.zeroPoints);
      quantization =
          QuantizationParameters.createQuantizationParameters(
              fbb, 0, 0, scales, points, (byte) 0, 0, spec.quantizedDimension);
    }
    int sparsity = spec.sparsity == null ? 0 : writeSparsity(fbb, spec);
    long buffer = spec.buffer >= 0 ? spec.buffer : spec.data == null ? 0 : ownBuffer;
    return Tensor.createTensor(
        fbb,
        shape,
        spec.type,
        buffer,
        name,
        quantization,
        spec.variable,
        sparsity,
        signature,
        spec.hasRank);
  }

  private static int writeSparsity(FlatBufferBuilder fbb, Spec spec) {
    TacoLayout layout = spec.sparsity.layout();
    int levels = layout.traversalOrder().size();
    int rank = spec.shape.length;
    int[] metadata = new int[levels];
    for (int level = 0; level < levels; level++) {
      boolean sparse = layout.formats().get(level) == TacoLayout.Format.CSR;
      int dimension = layout.traversalOrder().get(level);
      int size;
      if (dimension >= rank) {
        size = layout.blockSizes().get(dimension - rank);
      } else {
        int block = layout.blockMap().indexOf(dimension);
        size = spec.shape[dimension] / (block < 0 ? 1 : layout.blockSizes().get(block));
      }
      int segments = sparse ? writeIndices(fbb, spec.sparsity.segments().get(level), spec) : 0;
      int indices = sparse ? writeIndices(fbb, spec.sparsity.indices().get(level), spec) : 0;
      byte type = sparse ? indexType(spec.indexBits) : 0;
      metadata[level] =
          DimensionMetadata.createDimensionMetadata(
              fbb,
              sparse ? DimensionType.SPARSE_CSR : DimensionType.DENSE,
              dimension >= rank || !sparse ? size : 0,
              type,
              segments,
              type,
              indices);
    }
    int order = SparsityParameters.createTraversalOrderVector(fbb, ints(layout.traversalOrder()));
    int map =
        layout.blockMap().isEmpty()
            ? 0
            : SparsityParameters.createBlockMapVector(fbb, ints(layout.blockMap()));
    int dimensions = SparsityParameters.createDimMetadataVector(fbb, metadata);
    return SparsityParameters.createSparsityParameters(fbb, order, map, dimensions);
  }

  private static byte indexType(int bits) {
    return switch (bits) {
      case 8 -> SparseIndexVector.Uint8Vector;
      case 16 -> SparseIndexVector.Uint16Vector;
      default -> SparseIndexVector.Int32Vector;
    };
  }

  private static int writeIndices(FlatBufferBuilder fbb, IndexVector vector, Spec spec) {
    int[] entries = new int[vector.length()];
    byte[] narrow = new byte[entries.length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = vector.at(i);
      narrow[i] = (byte) vector.at(i);
    }
    return switch (spec.indexBits) {
      case 8 -> Uint8Vector.createUint8Vector(fbb, Uint8Vector.createValuesVector(fbb, narrow));
      case 16 ->
          Uint16Vector.createUint16Vector(fbb, Uint16Vector.createValuesVector(fbb, entries));
      default -> Int32Vector.createInt32Vector(fbb, Int32Vector.createValuesVector(fbb, entries));
    };
  }

  private static int writeCode(FlatBufferBuilder fbb, OperatorSpec operator) {
    int custom = operator.custom() == null ? 0 : fbb.createString(operator.custom());
    int builtin = operator.builtin();
    return OperatorCode.createOperatorCode(fbb, (byte) Math.min(builtin, 127), custom, 1, builtin);
  }

  /** The same array of inputs is written once. */
  private int writeOperator(FlatBufferBuilder fbb, OperatorSpec operator, int code) {
    int inputVector =
        sharedInputs.computeIfAbsent(
            operator.inputs(), inputs -> Operator.createInputsVector(fbb, inputs));
    int outputVector = Operator.createOutputsVector(fbb, operator.outputs());
    int options = operator.options() == null ? 0 : operator.options().applyAsInt(fbb);
    int custom =
        operator.customOptions() == null
            ? 0
            : Operator.createCustomOptionsVector(fbb, operator.customOptions());
    return Operator.createOperator(
        fbb,
        code,
        inputVector,
        outputVector,
        operator.optionsType(),
        options,
        custom,
        (byte) 0,
        0,
        0,
        0,
        0);
  }
}
