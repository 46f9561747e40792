package dev.gossamer.tflite;

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
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.tflite.WriteOptions.Sparsity;
import dev.gossamer.tflite.WriteOptions.Weights;
import dev.gossamer.tflite.schema.DimensionMetadata;
import dev.gossamer.tflite.schema.DimensionType;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.SparseIndexVector;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.SubGraph;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse weights keep their bits in every encoding, and the smallest encoding is taken. */
class SparseWriterTest {
  private static Graph pointwise(Constant weights) {
    Graph.Builder builder = Graph.builder("pointwise");
    Value x = builder.input("x", Shape.of(1, 2, 2, weights.shape().dim(3)));
    Value w = builder.constant("w", weights);
    int channels = weights.shape().dim(0);
    Value b = builder.constant("b", Constant.Floats.of(Shape.of(channels), new float[channels]));
    Op op = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    return builder.output(builder.add("y", op, x, w, b)).build();
  }

  /** Multiples of 1/16, exact in halves; zeros come in blocks. */
  private static float[] floats(
      long seed, int rows, int columns, double density, int blockRows, int blockColumns) {
    Random random = new Random(seed);
    boolean[] kept = new boolean[rows / blockRows * (columns / blockColumns)];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < density;
    }
    float[] floats = new float[rows * columns];
    for (int i = 0; i < floats.length; i++) {
      int block = i / columns / blockRows * (columns / blockColumns) + i % columns / blockColumns;
      floats[i] = kept[block] ? (1 + random.nextInt(60)) / 16f : 0f;
    }
    return floats;
  }

  private static Constant dense(float[] floats, int rows) {
    return Constant.Floats.of(Shape.of(rows, 1, 1, floats.length / rows), floats);
  }

  private static Constant.Sparse sparse(float[] floats, int rows, TacoLayout layout) {
    int columns = floats.length / rows;
    return new Constant.Sparse(
        DataType.FLOAT32,
        Shape.of(rows, 1, 1, columns),
        CsrMatrix.fromDense(rows, columns, floats),
        layout);
  }

  private static Constant stored(Graph graph) {
    return graph.values().stream()
        .filter(value -> value.name().equals("w"))
        .map(value -> graph.constant(value).orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  private static float[] elements(Constant constant) {
    return constant instanceof Constant.Sparse sparse
        ? sparse.matrix().toDense()
        : ((Constant.Floats) constant).floats();
  }

  private static SparsityParameters parameters(byte[] file) {
    SubGraph graph = Model.getRootAsModel(ByteBuffer.wrap(file)).subgraphs(0);
    for (int i = 0; i < graph.tensorsLength(); i++) {
      if (graph.tensors(i).sparsity() != null) {
        return graph.tensors(i).sparsity();
      }
    }
    throw new AssertionError("no sparse tensor");
  }

  /** What TensorFlow's converter writes for 1x1 convolutions. */
  @Test
  void compressedRowsAreEncodedAsTensorFlowDoes() {
    byte[] file = TfliteWriter.write(pointwise(dense(floats(1, 64, 64, 0.2, 1, 1), 64)));
    SparsityParameters parameters = parameters(file);

    assertThat(parameters.traversalOrderLength()).isEqualTo(4);
    assertThat(parameters.blockMapVector()).isNotNull();
    assertThat(parameters.blockMapLength()).isZero();
    for (int level = 0; level < 4; level++) {
      DimensionMetadata metadata = parameters.dimMetadata(level);
      assertThat(parameters.traversalOrder(level)).isEqualTo(level);
      assertThat(metadata.format())
          .isEqualTo(level < 3 ? DimensionType.DENSE : DimensionType.SPARSE_CSR);
      assertThat(metadata.denseSize()).isEqualTo(new int[] {64, 1, 1, 0}[level]);
    }
  }

  @Test
  void theOperatorBehindSparseWeightsIsDensifyAndThenDequantize() {
    Graph graph = pointwise(dense(floats(2, 64, 64, 0.2, 1, 1), 64));
    WriteOptions halves = WriteOptions.DEFAULT.withWeights(Weights.FLOAT16);

    assertThat(operators(TfliteWriter.write(graph))).containsExactly("DENSIFY", "CONV_2D");
    assertThat(operators(TfliteWriter.write(graph, halves)))
        .containsExactly("DENSIFY", "DEQUANTIZE", "DEQUANTIZE", "CONV_2D");
  }

  private static List<String> operators(byte[] file) {
    return TfliteReader.read(file).nodes().stream().map(node -> node.op().label()).toList();
  }

  /** Column indices reach columns - 1, the last segment the number of entries. */
  @ParameterizedTest
  @CsvSource({
    "1, 256, 255, Uint8Vector, Uint8Vector",
    "1, 257, 255, Uint8Vector, Uint16Vector",
    "4, 256, 256, Uint16Vector, Uint8Vector",
    "256, 256, 65535, Uint16Vector, Uint8Vector",
    "256, 257, 65536, Int32Vector, Uint16Vector",
    "1, 65537, 3, Uint8Vector, Int32Vector"
  })
  void eachIndexArrayHasTheSmallestTypeThatFits(
      int rows, int columns, int entries, String segmentType, String indexType) {
    float[] floats = new float[rows * columns];
    for (int i = 0; i < entries; i++) {
      floats[floats.length - 1 - i] = 1f;
    }
    Graph graph = pointwise(sparse(floats, rows, TacoLayout.lastDimensionCsr(4)));
    byte[] file = TfliteWriter.write(graph, WriteOptions.AS_STORED);
    DimensionMetadata metadata = parameters(file).dimMetadata(3);

    assertThat(SparseIndexVector.names[metadata.arraySegmentsType()]).isEqualTo(segmentType);
    assertThat(SparseIndexVector.names[metadata.arrayIndicesType()]).isEqualTo(indexType);
    assertThat(elements(stored(TfliteReader.read(file)))).isEqualTo(floats);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 1", "1, 4", "2, 2", "8, 1", "1, 16"})
  void blocksAreTakenOnDemandWhereTheyAreSmaller(int blockRows, int blockColumns) {
    float[] inBlocks = floats(3, 32, 64, 0.3, blockRows, blockColumns);
    float[] scattered = floats(3, 32, 64, 0.2, 1, 1);
    WriteOptions options = WriteOptions.DEFAULT.withBlocks(blockRows, blockColumns);

    Graph fits = TfliteReader.read(TfliteWriter.write(pointwise(dense(inBlocks, 32)), options));
    Graph not = TfliteReader.read(TfliteWriter.write(pointwise(dense(scattered, 32)), options));

    assertThat(((Constant.Sparse) stored(fits)).layout())
        .isEqualTo(TacoLayout.blocks(4, blockRows, blockColumns));
    assertThat(elements(stored(fits))).isEqualTo(inBlocks);
    assertThat(((Constant.Sparse) stored(not)).layout()).isEqualTo(TacoLayout.lastDimensionCsr(4));
    assertThat(elements(stored(not))).isEqualTo(scattered);
  }

  @Test
  void aLayoutWhoseBlocksDoNotDivideTheWeightGivesWayToRows() {
    float[] floats = floats(4, 15, 16, 0.3, 1, 1);
    Graph graph = pointwise(sparse(floats, 15, TacoLayout.blocks(4, 2, 1)));
    Constant stored = stored(TfliteReader.read(TfliteWriter.write(graph, WriteOptions.AS_STORED)));

    assertThat(((Constant.Sparse) stored).layout()).isEqualTo(TacoLayout.lastDimensionCsr(4));
    assertThat(elements(stored)).isEqualTo(floats);
  }

  /** Any density, layout, type and option: the elements are the same bits. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void elementsKeepTheirBitsWhateverTheStorage(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int blockRows = 1 << random.nextInt(3);
      int blockColumns = 1 << random.nextInt(3);
      int rows = blockRows * (1 + random.nextInt(24));
      int columns = blockColumns * (1 + random.nextInt(80));
      double density = random.nextInt(11) / 10.0;
      float[] floats = floats(random.nextLong(), rows, columns, density, blockRows, blockColumns);
      TacoLayout layout = TacoLayout.blocks(4, blockRows, blockColumns);
      Constant given = random.nextBoolean() ? dense(floats, rows) : sparse(floats, rows, layout);
      WriteOptions options =
          new WriteOptions(
              Weights.values()[random.nextInt(3)],
              Sparsity.values()[random.nextInt(3)],
              blockRows,
              blockColumns);

      byte[] file = TfliteWriter.write(pointwise(given), options);

      assertThat(GraphEquality.sameBits(elements(stored(TfliteReader.read(file))), floats))
          .as("%dx%d density %s in %s, %s", rows, columns, density, layout, options)
          .isTrue();
    }
  }

  @Test
  void negativeZerosAndNumbersThatAreNoneSurviveCompression() {
    float[] floats = new float[64 * 64];
    floats[5] = -0f;
    floats[70] = Float.NaN;
    floats[100] = Float.NEGATIVE_INFINITY;
    floats[4000] = Float.MIN_VALUE;
    Constant stored = stored(TfliteReader.read(TfliteWriter.write(pointwise(dense(floats, 64)))));

    assertThat(stored).isInstanceOf(Constant.Sparse.class);
    assertThat(GraphEquality.sameBits(elements(stored), floats)).isTrue();
  }

  /** TFLite takes a tensor without data for one that is computed. */
  @Test
  void weightsOfZerosOnlyStillHaveData() {
    Graph graph = pointwise(sparse(new float[64], 8, TacoLayout.lastDimensionCsr(4)));
    Graph read = TfliteReader.read(TfliteWriter.write(graph, WriteOptions.AS_STORED));

    assertThat(((Constant.Sparse) stored(read)).matrix().entries()).isEqualTo(1);
    assertThat(elements(stored(read))).containsOnly(0f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.75, 0.8, 0.85, 0.9, 1})
  void automaticIsTheSmallerOfDenseAndSparse(double density) {
    Graph graph = pointwise(dense(floats(5, 96, 192, density, 1, 1), 96));
    Constant asRows = sparse(elements(stored(graph)), 96, TacoLayout.lastDimensionCsr(4));
    int automatic = TfliteWriter.write(graph).length;
    int off = TfliteWriter.write(graph, WriteOptions.DEFAULT.withSparsity(Sparsity.OFF)).length;
    int on = TfliteWriter.write(pointwise(asRows), WriteOptions.AS_STORED).length;

    assertThat(automatic).isEqualTo(Math.min(on, off));
  }
}
