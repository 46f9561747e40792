package dev.gossamer.tflite;

import static dev.gossamer.tflite.TestModel.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.sparse.RandomTaco;
import dev.gossamer.sparse.TacoCodec;
import dev.gossamer.sparse.TacoTensor;
import dev.gossamer.tflite.schema.BuiltinOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SparseFilesPropertyTest {

  /** Index vectors take 8 bits where nothing in the tensor exceeds 255. */
  @Property(tries = 500)
  void anyLayoutSurvivesTheFile(@ForAll long seed) {
    RandomTaco taco = RandomTaco.of(seed);
    TacoTensor encoded = TacoCodec.encode(taco.shape(), taco.matrix(), taco.layout());
    int bits = taco.matrix().rows() * taco.matrix().columns() > 255 ? seed % 2 == 0 ? 16 : 32 : 8;
    TestModel model = new TestModel();
    int weights = model.sparse(taco.shape(), encoded, bits);
    model.operator(BuiltinOperator.DENSIFY, of(weights), model.output(taco.shape()));

    Graph graph = model.read();

    assertThat(graph.constant(graph.nodes().get(0).input(0)))
        .get()
        .isInstanceOfSatisfying(
            Constant.Sparse.class,
            sparse -> {
              assertThat(sparse.layout()).isEqualTo(taco.layout());
              assertThat(sparse.matrix()).isEqualTo(TacoCodec.decode(taco.shape(), encoded));
              assertThat(sparse.matrix().toDense()).containsExactly(taco.matrix().toDense());
            });
  }
}
