package dev.gossamer.bench.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A rewritten graph as a list of operators that a page can map to those of TensorFlow.js, which has
 * no reader for {@code .tflite}: four bytes with the length of a JSON text, little-endian, the
 * text, and the constants as little-endian floats.
 */
public final class OperatorList {
  private final Graph graph;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private OperatorList(Graph graph) {
    this.graph = graph;
  }

  /**
   * @throws CannotConvertException if the page would not know an operator
   */
  public static byte[] convert(Graph graph) {
    return new OperatorList(graph).convert();
  }

  private byte[] convert() {
    ObjectNode root = mapper.createObjectNode();
    ids(root.putArray("inputs"), graph.inputs());
    ids(root.putArray("outputs"), graph.outputs());
    ArrayNode shapes = root.putArray("inputShapes");
    graph.inputs().forEach(input -> dims(shapes.addArray(), input));
    ArrayNode constants = root.putArray("constants");
    for (Value value : graph.values()) {
      if (graph.isConstant(value)) {
        ObjectNode constant = constants.addObject().put("id", value.id());
        constant.put("offset", data.size());
        dims(constant.putArray("shape"), value);
        data.writeBytes(Floats.littleEndian(Floats.of(graph, value)));
      }
    }
    ArrayNode nodes = root.putArray("nodes");
    graph.nodes().forEach(node -> node(nodes.addObject(), node));
    return file(root);
  }

  private byte[] file(ObjectNode root) {
    try {
      byte[] text = mapper.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array());
      file.writeBytes(text);
      file.writeBytes(data.toByteArray());
      return file.toByteArray();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void node(ObjectNode out, Node node) {
    out.put("op", node.op().label());
    out.put("activation", node.op().activation().name());
    ids(out.putArray("inputs"), node.inputs());
    out.put("output", node.output().id());
    dims(out.putArray("shape"), node.output());
    switch (node.op()) {
      case Op.Conv2d conv when conv.groups() == 1 ->
          window(out, conv.stride(), conv.dilation(), conv.padding());
      case Op.DepthwiseConv2d conv -> window(out, conv.stride(), conv.dilation(), conv.padding());
      case Op.TransposeConv2d conv -> transposeConvolution(out, node, conv);
      case Op.Pool2d pool -> {
        numbers(out.putArray("window"), List.of(pool.kernelHeight(), pool.kernelWidth()));
        window(out, pool.stride(), Stride.ONE, pool.padding());
      }
      case Op.Reduce reduce when reduce.kind() == Op.Reduce.Kind.MEAN -> {
        numbers(out.putArray("axes"), reduce.axes());
        out.put("keepDims", reduce.keepDims());
      }
      case Op.Resize resize when resize.kind() == Op.Resize.Kind.BILINEAR -> {
        out.put("alignCorners", resize.alignCorners());
        out.put("halfPixelCenters", resize.halfPixelCenters());
      }
      case Op.Concatenation concatenation -> out.put("axis", concatenation.axis());
      case Op.Pad pad -> {
        numbers(out.putArray("before"), pad.before());
        numbers(out.putArray("after"), pad.after());
        out.put("value", pad.value());
      }
      case Op.DepthToSpace depth -> out.put("block", depth.block());
      case Op.Softmax softmax when softmax.beta() == 1f -> {}
      case Op.Unary unary -> out.put("alpha", unary.alpha());
      case Op.FullyConnected plain -> {}
      case Op.Binary plain -> {}
      case Op.Prelu plain -> {}
      case Op.Reshape plain -> {}
      default -> throw new CannotConvertException(node, "conversion to TensorFlow.js");
    }
  }

  private static void transposeConvolution(ObjectNode out, Node node, Op.TransposeConv2d conv) {
    window(out, conv.stride(), Stride.ONE, Padding.NONE);
    if (conv.top() != 0 || conv.left() != 0) {
      throw new CannotConvertException(node, "padding");
    }
  }

  private static void window(ObjectNode out, Stride stride, Stride dilation, Padding padding) {
    numbers(out.putArray("stride"), List.of(stride.height(), stride.width()));
    numbers(out.putArray("dilation"), List.of(dilation.height(), dilation.width()));
    numbers(
        out.putArray("padding"),
        List.of(padding.top(), padding.bottom(), padding.left(), padding.right()));
  }

  private static void ids(ArrayNode out, List<Value> values) {
    values.forEach(value -> out.add(value.id()));
  }

  private static void numbers(ArrayNode out, List<Integer> numbers) {
    numbers.forEach(out::add);
  }

  private static void dims(ArrayNode out, Value value) {
    for (int i = 0; i < value.shape().rank(); i++) {
      out.add(value.shape().dim(i));
    }
  }
}
