package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.tflite.ReadLimits;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The readers take what the writers make of large matrices, however few weights are left. */
class LargeSparseTest {
  @ParameterizedTest
  @CsvSource({
    "3000, 3000, 0.02,   FLOAT32",
    "3000, 3000, 0.1,    FLOAT16",
    "3000, 3000, 0.1,    FLOAT32",
    "3000, 3000, 0,      FLOAT16",
    "4096, 4096, 0.0001, FLOAT32",
    "1,    4000000, 0,   FLOAT32",
    "500000, 9, 0,       FLOAT16",
  })
  void whatIsWrittenIsRead(int rows, int columns, double density, DataType type) {
    check(rows, columns, density, type, 1);
  }

  @Property(tries = 25)
  void anySizeIsRead(
      @ForAll @IntRange(min = 1, max = 2500) int rows,
      @ForAll @IntRange(min = 1, max = 2500) int columns,
      @ForAll @DoubleRange(min = 0, max = 0.5) double density,
      @ForAll boolean half,
      @ForAll long seed) {
    check(rows, columns, density, half ? DataType.FLOAT16 : DataType.FLOAT32, seed);
  }

  @Test
  void aMatrixThatOnlyAFewCouldHoldIsRefused() {
    CsrMatrix nothing =
        CsrMatrix.of(1 << 13, 1 << 13, new int[(1 << 13) + 1], new int[0], new float[0]);
    Graph graph = layer(sparse(DataType.FLOAT32, nothing));
    byte[] tflite = TfliteWriter.write(graph, WriteOptions.AS_STORED);

    assertThatThrownBy(() -> TfliteReader.read(tflite))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("bytes for sparse weights made dense, found 268435456 or more");
    ReadLimits more = new ReadLimits(16 << 20, 8, 256 << 20, 100, 100);
    assertThat(TfliteReader.read(tflite, more).nodes()).hasSize(2);
  }

  private static void check(int rows, int columns, double density, DataType type, long seed) {
    CsrMatrix matrix = matrix(rows, columns, density, new Random(seed));
    Graph graph = layer(sparse(type, matrix));
    byte[] goss = GossWriter.write(graph, WriteOptions.AS_STORED);
    assertThat(GraphEquality.difference(graph, GossReader.read(goss))).isNull();
    byte[] tflite = TfliteWriter.write(graph, WriteOptions.AS_STORED);
    assertThat(TfliteReader.read(tflite).nodes()).isNotEmpty();
    // A dense constant that is stored without its zeros has them again.
    Graph dense = layer(new Constant.Floats(type, Shape.of(rows, columns), matrix.toDense()));
    byte[] zeros = GossWriter.write(dense, WriteOptions.AS_STORED);
    assertThat(GraphEquality.difference(dense, GossReader.read(zeros))).isNull();
  }

  private static Constant sparse(DataType type, CsrMatrix matrix) {
    return new Constant.Sparse(
        type, Shape.of(matrix.rows(), matrix.columns()), matrix, TacoLayout.lastDimensionCsr(2));
  }

  private static Graph layer(Constant weights) {
    Graph.Builder builder = Graph.builder("layer");
    Value x = builder.input("x", Shape.of(1, weights.shape().dim(1)));
    int units = weights.shape().dim(0);
    Value bias = builder.constant("b", Constant.Floats.of(Shape.of(units), new float[units]));
    Value stored = builder.constant("w", weights);
    Value w = stored;
    if (weights instanceof Constant.Sparse) {
      w = builder.add("w_dense", new Op.Densify(), stored);
    }
    if (weights.type() == DataType.FLOAT16) {
      w = builder.add("w_float", new Op.Dequantize(List.of(), List.of(), 0), w);
    }
    return builder
        .output(builder.add("y", new Op.FullyConnected(false, Activation.NONE), x, w, bias))
        .build();
  }

  /** Multiples of 1/16, exact in halves. */
  private static CsrMatrix matrix(int rows, int columns, double density, Random random) {
    float[] floats = new float[rows * columns];
    long kept = Math.round(density * floats.length);
    for (long i = 0; i < kept; i++) {
      floats[random.nextInt(floats.length)] = (1 + random.nextInt(60)) / 16f;
    }
    return CsrMatrix.fromDense(rows, columns, floats);
  }
}
