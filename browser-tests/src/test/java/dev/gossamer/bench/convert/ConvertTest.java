package dev.gossamer.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvertTest {
  /** Examples of the encoding's specification. */
  @Test
  void protocolBuffersAreWrittenAsSpecified() {
    assertThat(new ProtobufWriter().integer(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
    assertThat(new ProtobufWriter().text(2, "testing").toBytes())
        .startsWith(0x12, 0x07)
        .endsWith("testing".getBytes(StandardCharsets.UTF_8));
    assertThat(new ProtobufWriter().message(3, inner -> inner.integer(1, 150)).toBytes())
        .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
    assertThat(new ProtobufWriter().integer(1, -1).toBytes()).hasSize(11);
  }

  @Test
  void transposesByTheOrderOfAxes() {
    float[] matrix = {1, 2, 3, 4, 5, 6};

    assertThat(Floats.transpose(matrix, new int[] {2, 3}, 1, 0)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Floats.transpose(matrix, new int[] {1, 1, 2, 3}, 0, 3, 1, 2))
        .containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void anOperatorListHasTheGraphAndItsConstants() throws IOException {
    byte[] file = OperatorList.convert(convolution());
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt();
    JsonNode list = new ObjectMapper().readTree(Arrays.copyOfRange(file, 4, 4 + length));

    assertThat(list.at("/nodes/0/op").asText()).isEqualTo("CONV_2D");
    assertThat(list.at("/nodes/0/activation").asText()).isEqualTo("RELU6");
    assertThat(list.at("/nodes/0/stride").toString()).isEqualTo("[2,2]");
    assertThat(list.at("/constants/0/shape").toString()).isEqualTo("[1,1,1,2]");
    assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getFloat(4 + length + 4))
        .isEqualTo(5f);
  }

  @Test
  void anOnnxFileNamesItsOperatorsAndWeights() {
    String file = new String(OnnxConverter.convert(convolution()), StandardCharsets.ISO_8859_1);

    assertThat(file).contains("Conv", "kernel_shape", "Clip", "Transpose", "input0", "output0");
  }

  private static Graph convolution() {
    Graph.Builder builder = Graph.builder("convolution");
    Value x = builder.input("x", Shape.of(1, 4, 4, 2));
    Value weights = builder.constant("w", Constant.Floats.of(Shape.of(1, 1, 1, 2), 3, 5));
    Op conv = new Op.Conv2d(Stride.of(2), Stride.ONE, Padding.NONE, 1, Activation.RELU6);
    return builder.output(builder.add("y", conv, x, weights)).build();
  }

  @Test
  void whatIsMissingIsSaid() {
    Graph.Builder builder = Graph.builder("gather");
    Value x = builder.input("x", Shape.of(4, 2));
    Graph graph = builder.output(builder.add("turned", new Op.Transpose(List.of(1, 0)), x)).build();

    assertThatThrownBy(() -> OnnxConverter.convert(graph))
        .isInstanceOf(CannotConvertException.class)
        .hasMessage("conversion to ONNX of TRANSPOSE 'turned'");
    assertThatThrownBy(() -> OperatorList.convert(graph))
        .isInstanceOf(CannotConvertException.class)
        .hasMessageContaining("TRANSPOSE 'turned'");
  }
}
