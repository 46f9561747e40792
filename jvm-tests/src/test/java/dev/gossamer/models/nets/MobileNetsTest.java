package dev.gossamer.models.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gossamer.SeededInput;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Shape;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.sparse.CsrMatrix;
import dev.gossamer.sparse.SparsityStatistics;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.TfliteWriter;
import dev.gossamer.tflite.WriteOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated networks are those of the papers, at the sparsity asked for, and compute. */
class MobileNetsTest {
  private static Graph make(int version, double sparsity, int blockRows) {
    return version == 1
        ? MobileNets.v1(sparsity, blockRows, 7)
        : MobileNets.v2(sparsity, blockRows, 7);
  }

  /** 569 and 300 million multiply-adds, 4.2 and 3.4 million weights in the papers. */
  @ParameterizedTest
  @CsvSource({"1, 568.7, 4.21", "2, 300.8, 3.47"})
  void theNetworksAreThoseOfThePapers(int version, double millionMacs, double millionWeights) {
    Graph graph = make(version, 0, 1);
    GraphStatistics statistics = GraphStatistics.of(graph);

    assertThat(statistics.macs() / 1e6).isCloseTo(millionMacs, within(0.05));
    assertThat(statistics.weights() / 1e6).isCloseTo(millionWeights, within(0.005));
    assertThat(statistics.zeros()).isZero();
    assertThat(graph.inputs().get(0).shape()).isEqualTo(Shape.of(1, 224, 224, 3));
    assertThat(graph.outputs().get(0).shape()).isEqualTo(Shape.of(1, 1000));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.3, 1", "1, 0.8, 2", "2, 0.5, 2", "2, 0.7, 1", "2, 0.9, 4"})
  void everyPointwiseWeightHasTheSparsityAskedForInFullBlocks(
      int version, double sparsity, int blockRows) {
    Graph graph = make(version, sparsity, blockRows);
    int checked = 0;
    for (LayerStatistics layer : GraphStatistics.of(graph).layers()) {
      if (layer.kind() == LayerStatistics.Kind.POINTWISE) {
        assertThat(1 - layer.density())
            .as(layer.node())
            .isCloseTo(sparsity, within((double) blockRows / layer.weights()));
        checked++;
      } else {
        assertThat(layer.zeros()).as(layer.node()).isZero();
      }
    }
    assertThat(checked).isEqualTo(version == 1 ? 13 : 34);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d
          && graph.constant(node.input(1)).orElseThrow() instanceof Constant.Sparse weights) {
        CsrMatrix matrix = weights.matrix();
        SparsityStatistics.Blocks blocks = SparsityStatistics.of(matrix).blocks(blockRows, 1);
        assertThat(blocks.fullShare()).as(node.name()).isEqualTo(1.0);
      }
    }
  }

  @Test
  void theSeedDecides() {
    Graph one = MobileNets.v2(0.8, 1, 1);

    assertThat(GraphEquality.difference(one, MobileNets.v2(0.8, 1, 1))).isNull();
    assertThat(GraphEquality.difference(one, MobileNets.v2(0.8, 1, 2))).isNotNull();
  }

  /** Neither vanished nor saturated: the variance is what the initialisation promises. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1", "1, 0.9, 2", "2, 0, 1", "2, 0.9, 1"})
  void activationsStaySane(int version, double sparsity, int blockRows) {
    Graph graph = make(version, sparsity, blockRows);
    float[] pixels = SeededInput.floats(3, 224 * 224 * 3);

    new Interpreter(graph)
        .run(
            new float[][] {pixels},
            (node, nanos, outputs) -> {
              if (node.op() instanceof Op.Conv2d || node.op() instanceof Op.FullyConnected) {
                double square = 0;
                for (float value : outputs.get(0)) {
                  square += value * value;
                }
                double rms = Math.sqrt(square / outputs.get(0).length);
                assertThat(rms).as("root mean square after %s", node).isBetween(0.05, 10.0);
              }
            });
  }

  /** The smaller the less is stored; pairs share their indices. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sparserFilesAreSmaller(int version) {
    int previous = TfliteWriter.write(make(version, 0, 1)).length;
    for (double sparsity : new double[] {0.5, 0.8}) {
      int rows = TfliteWriter.write(make(version, sparsity, 1)).length;
      int pairs = TfliteWriter.write(make(version, sparsity, 2)).length;
      assertThat(rows).as("%s of the zeros left out", sparsity).isLessThan(previous);
      assertThat(pairs).as("pairs of rows at %s", sparsity).isLessThan(rows);
      previous = rows;
    }
  }

  @Test
  void theFileKeepsEveryWeight() {
    Graph graph = MobileNets.v1(0.8, 2, 1);
    Graph read = TfliteReader.read(TfliteWriter.write(graph, WriteOptions.AS_STORED));
    float[][] pixels = {SeededInput.floats(3, 224 * 224 * 3)};

    assertThat(
            GraphEquality.sameBits(
                new Interpreter(read).run(pixels)[0], new Interpreter(graph).run(pixels)[0]))
        .isTrue();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> MobileNets.v1(1.5, 1, 1)).hasMessageContaining("0..1, got 1.5");
    assertThatThrownBy(() -> MobileNets.v2(0.5, 3, 1)).hasMessageContaining("got 3");
  }
}
