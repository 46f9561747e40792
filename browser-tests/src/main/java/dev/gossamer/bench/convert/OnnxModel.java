package dev.gossamer.bench.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** The parts of an ONNX file, opset 17; field numbers as in onnx.proto. */
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ProtobufWriter graph = new ProtobufWriter();
  private int names;

  /** A name not used before. */
  String newName(String prefix) {
    return prefix + "_" + names++;
  }

  void input(String name, int[] shape) {
    graph.message(11, value -> typed(value, name, shape));
  }

  void output(String name, int[] shape) {
    graph.message(12, value -> typed(value, name, shape));
  }

  private static void typed(ProtobufWriter value, String name, int[] shape) {
    value.text(1, name);
    value.message(
        2,
        type ->
            type.message(
                1,
                tensor -> {
                  tensor.integer(1, FLOAT);
                  tensor.message(
                      2,
                      dims -> {
                        for (int dim : shape) {
                          dims.message(1, one -> one.integer(1, dim));
                        }
                      });
                }));
  }

  /** A constant; gives its name. */
  String floats(String prefix, int[] shape, float... values) {
    return tensor(prefix, FLOAT, shape, Floats.littleEndian(values));
  }

  /** A constant list; gives its name. */
  String integers(String prefix, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putLong(value);
    }
    return tensor(prefix, INT64, new int[] {values.length}, bytes.array());
  }

  private String tensor(String prefix, int type, int[] shape, byte[] data) {
    String name = newName(prefix);
    graph.message(
        5,
        tensor -> {
          for (int dim : shape) {
            tensor.integer(1, dim);
          }
          tensor.integer(2, type).text(8, name).bytes(9, data);
        });
    return name;
  }

  /**
   * @param attributes Integer, Float, String or int[]
   */
  void node(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
    graph.message(
        1,
        node -> {
          inputs.forEach(input -> node.text(1, input));
          node.text(2, output).text(3, newName(operator)).text(4, operator);
          attributes.forEach((name, value) -> node.message(5, one -> attribute(one, name, value)));
        });
  }

  private static void attribute(ProtobufWriter out, String name, Object value) {
    out.text(1, name);
    switch (value) {
      case Float number -> out.number(2, number).integer(20, 1);
      case Integer number -> out.integer(3, number).integer(20, 2);
      case String text -> out.text(4, text).integer(20, 3);
      case int[] numbers -> {
        for (int number : numbers) {
          out.integer(8, number);
        }
        out.integer(20, 7);
      }
      default -> throw new IllegalArgumentException("attribute of " + value.getClass());
    }
  }

  byte[] toBytes(String name) {
    graph.text(2, name);
    return new ProtobufWriter()
        .integer(1, IR_VERSION)
        .text(2, "gossamer")
        .bytes(7, graph.toBytes())
        .message(8, opset -> opset.text(1, "").integer(2, OPSET))
        .toBytes();
  }
}
