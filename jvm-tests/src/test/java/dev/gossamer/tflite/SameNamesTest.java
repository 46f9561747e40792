package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.CompileOptions;
import dev.gossamer.Gossamer;
import dev.gossamer.LayerReport;
import dev.gossamer.Model;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names in a file need not be unique: nodes are told apart all the same. */
class SameNamesTest {
  /**
   * A convolution, a sum that joins its epilogue, and a convolution that padding is folded into,
   * the last two of one name.
   */
  private static byte[] file() {
    Graph.Builder builder = Graph.builder("same names");
    Value x = builder.input("x", Shape.of(1, 8, 8, 4));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(4, 1, 1, 4), filled(16)));
    Op convolution = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Value first = builder.add("first", convolution, x, w);
    Value sum = builder.add("same", new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE), first, x);
    Value padded =
        builder.add("pad", new Op.Pad(List.of(0, 1, 1, 0), List.of(0, 1, 1, 0), 0f), sum);
    Value wide = builder.constant("v", Constant.Floats.of(Shape.of(4, 3, 3, 4), filled(144)));
    Value second = builder.add("same", convolution, padded, wide);
    Value y = builder.add("y", new Op.Unary(Op.Unary.Kind.ABS, 0), second);
    return TfliteWriter.write(builder.output(y).build(), WriteOptions.AS_STORED);
  }

  private static float[] filled(int count) {
    float[] floats = new float[count];
    Arrays.fill(floats, 0.5f);
    return floats;
  }

  @Test
  void theSecondNodeOfANameBearsItsIndex() {
    assertThat(TfliteReader.read(file()).nodes())
        .extracting(Node::name)
        .containsExactly("first", "same", "pad", "same:3", "y");
  }

  @Test
  void valuesKeepTheirNames() {
    assertThat(TfliteReader.read(file()).nodes())
        .extracting(node -> node.output().name())
        .containsExactly("first", "same", "pad", "same", "y");
  }

  @Test
  void whatWasDoneToALayerStandsBesideThatLayerOnly() {
    try (Model model = Gossamer.load(file())) {
      assertThat(model.explain())
          .filteredOn(layer -> !layer.notes().isEmpty())
          .extracting(LayerReport::name)
          .containsExactly("same:3");
    }
  }

  /** The sum runs in the step of the first convolution; the note is not the sum's. */
  @Test
  void aNoteDoesNotFollowAFusedNodeOfTheSameName() {
    String manifest = Gossamer.compile(file(), CompileOptions.SIMD).manifest();
    String firstStep = manifest.substring(manifest.indexOf("\"name\":\"first\""));
    firstStep = firstStep.substring(0, firstStep.indexOf('}'));

    assertThat(firstStep).contains("CONV_2D + ADD").contains("\"notes\":[]");
    assertThat(manifest).contains("\"notes\":[\"fold-padding");
  }
}
