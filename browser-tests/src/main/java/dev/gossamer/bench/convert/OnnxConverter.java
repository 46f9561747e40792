package dev.gossamer.bench.convert;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rewritten graph as ONNX. ONNX computes in NCHW: values of rank 4 are held so, inputs and
 * outputs stay NHWC with a transposition behind or before them.
 */
public final class OnnxConverter {
  private static final int[] TO_NCHW = {0, 3, 1, 2};
  private static final int[] TO_NHWC = {0, 2, 3, 1};

  /** Where an axis of NHWC lies in NCHW. */
  private static final int[] AXIS = {0, 2, 3, 1};

  private final Graph graph;
  private final OnnxModel model = new OnnxModel();
  private final Map<Integer, String> names = new HashMap<>();

  private OnnxConverter(Graph graph) {
    this.graph = graph;
  }

  /** The name of an input of the file, by its index. */
  public static String inputName(int index) {
    return "input" + index;
  }

  /**
   * The file; inputs are named {@link #inputName}, outputs {@code output0} and so on.
   *
   * @throws CannotConvertException if an operator is missing here
   */
  public static byte[] convert(Graph graph) {
    return new OnnxConverter(graph).convert();
  }

  private byte[] convert() {
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      model.input(inputName(i), dims(input));
      names.put(input.id(), isImage(input) ? transposed(inputName(i), TO_NCHW) : inputName(i));
    }
    for (Node node : graph.nodes()) {
      names.put(node.output().id(), activated(node, convert(node)));
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      Value output = graph.outputs().get(i);
      model.output("output" + i, dims(output));
      if (isImage(output)) {
        model.node("Transpose", List.of(name(output)), "output" + i, Map.of("perm", TO_NHWC));
      } else {
        model.node("Identity", List.of(name(output)), "output" + i, Map.of());
      }
    }
    return model.toBytes(graph.name());
  }

  private String convert(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> convolution(node, conv);
      case Op.DepthwiseConv2d conv -> depthwise(node, conv);
      case Op.TransposeConv2d conv -> transposeConvolution(node, conv);
      case Op.FullyConnected connected -> fullyConnected(node);
      case Op.Binary binary ->
          add(binary(node, binary), List.of(operand(node, 0), operand(node, 1)));
      case Op.Unary unary -> unary(node, unary);
      case Op.Prelu prelu -> add("PRelu", List.of(operand(node, 0), operand(node, 1)));
      case Op.Pool2d pool -> pool(node, pool);
      case Op.Reduce reduce -> reduce(node, reduce);
      case Op.Resize resize -> resize(node, resize);
      case Op.DepthToSpace depth ->
          add(
              "DepthToSpace",
              List.of(operand(node, 0)),
              Map.of("blocksize", depth.block(), "mode", "DCR"));
      case Op.Concatenation concatenation -> concatenation(node, concatenation);
      case Op.Reshape reshape -> reshape(nhwc(node.input(0)), node.output());
      case Op.Pad pad -> pad(node, pad);
      case Op.Softmax softmax when softmax.beta() == 1f ->
          add(
              "Softmax",
              List.of(operand(node, 0)),
              Map.of("axis", isImage(node.input(0)) ? 1 : -1));
      default -> throw new CannotConvertException(node, "conversion to ONNX");
    };
  }

  private String convolution(Node node, Op.Conv2d conv) {
    int[] shape = dims(node.input(1));
    float[] weights = Floats.transpose(Floats.of(graph, node.input(1)), shape, TO_NCHW);
    List<String> inputs = new ArrayList<>(List.of(operand(node, 0)));
    inputs.add(model.floats("w", permuted(shape, TO_NCHW), weights));
    addBias(node, inputs);
    return add(
        "Conv",
        inputs,
        window(shape[1], shape[2], conv.stride(), conv.dilation(), conv.padding(), conv.groups()));
  }

  private String depthwise(Node node, Op.DepthwiseConv2d conv) {
    int[] shape = dims(node.input(1));
    float[] weights = Floats.transpose(Floats.of(graph, node.input(1)), shape, 3, 0, 1, 2);
    List<String> inputs = new ArrayList<>(List.of(operand(node, 0)));
    inputs.add(model.floats("w", permuted(shape, 3, 0, 1, 2), weights));
    addBias(node, inputs);
    int groups = node.input(0).shape().dim(3);
    return add(
        "Conv",
        inputs,
        window(shape[1], shape[2], conv.stride(), conv.dilation(), conv.padding(), groups));
  }

  private String transposeConvolution(Node node, Op.TransposeConv2d conv) {
    int[] shape = dims(node.input(1));
    float[] weights = Floats.transpose(Floats.of(graph, node.input(1)), shape, 3, 0, 1, 2);
    List<String> inputs = new ArrayList<>(List.of(operand(node, 0)));
    inputs.add(model.floats("w", permuted(shape, 3, 0, 1, 2), weights));
    addBias(node, inputs);
    Shape x = node.input(0).shape();
    int bottom = (x.dim(1) - 1) * conv.stride().height() + shape[1] - conv.top() - conv.outHeight();
    int right = (x.dim(2) - 1) * conv.stride().width() + shape[2] - conv.left() - conv.outWidth();
    if (bottom < 0 || right < 0) {
      throw new CannotConvertException(node, "output padding");
    }
    return add(
        "ConvTranspose",
        inputs,
        window(
            shape[1],
            shape[2],
            conv.stride(),
            Stride.ONE,
            new Padding(conv.top(), bottom, conv.left(), right),
            1));
  }

  private static Map<String, Object> window(
      int height, int width, Stride stride, Stride dilation, Padding padding, int groups) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", new int[] {height, width});
    attributes.put("strides", new int[] {stride.height(), stride.width()});
    attributes.put("dilations", new int[] {dilation.height(), dilation.width()});
    attributes.put(
        "pads", new int[] {padding.top(), padding.left(), padding.bottom(), padding.right()});
    attributes.put("group", groups);
    return attributes;
  }

  private void addBias(Node node, List<String> inputs) {
    if (node.inputs().size() > 2) {
      inputs.add(model.floats("b", dims(node.input(2)), Floats.of(graph, node.input(2))));
    }
  }

  private String fullyConnected(Node node) {
    int[] shape = dims(node.input(1));
    int rows = node.input(0).shape().elements() / shape[1];
    List<String> inputs = new ArrayList<>();
    inputs.add(
        add("Reshape", List.of(nhwc(node.input(0)), model.integers("shape", rows, shape[1]))));
    inputs.add(model.floats("w", shape, Floats.of(graph, node.input(1))));
    addBias(node, inputs);
    String result = add("Gemm", inputs, Map.of("transB", 1));
    return node.output().shape().rank() == 2 ? result : reshape(result, node.output());
  }

  private static String binary(Node node, Op.Binary binary) {
    return switch (binary.kind()) {
      case ADD -> "Add";
      case SUB -> "Sub";
      case MUL -> "Mul";
      case DIV -> "Div";
      case MAXIMUM -> "Max";
      case MINIMUM -> "Min";
      case SQUARED_DIFFERENCE -> throw new CannotConvertException(node, "conversion to ONNX");
    };
  }

  private String unary(Node node, Op.Unary unary) {
    String x = operand(node, 0);
    return switch (unary.kind()) {
      case RELU -> activation(Activation.RELU, x);
      case RELU6 -> activation(Activation.RELU6, x);
      case RELU_N1_TO_1 -> activation(Activation.RELU_N1_TO_1, x);
      case HARD_SWISH -> activation(Activation.HARD_SWISH, x);
      case LOGISTIC -> activation(Activation.LOGISTIC, x);
      case TANH -> activation(Activation.TANH, x);
      case LEAKY_RELU -> add("LeakyRelu", List.of(x), Map.of("alpha", unary.alpha()));
      default -> throw new CannotConvertException(node, "conversion to ONNX");
    };
  }

  private String pool(Node node, Op.Pool2d pool) {
    Map<String, Object> attributes =
        window(
            pool.kernelHeight(), pool.kernelWidth(), pool.stride(), Stride.ONE, pool.padding(), 1);
    attributes.remove("group");
    attributes.remove("dilations");
    String operator = pool.kind() == Op.Pool2d.Kind.MAX ? "MaxPool" : "AveragePool";
    return add(operator, List.of(operand(node, 0)), attributes);
  }

  private String reduce(Node node, Op.Reduce reduce) {
    if (reduce.kind() != Op.Reduce.Kind.MEAN
        || !isImage(node.input(0))
        || !reduce.axes().equals(List.of(1, 2))) {
      throw new CannotConvertException(node, "conversion to ONNX");
    }
    return add(
        "ReduceMean",
        List.of(operand(node, 0)),
        Map.of("axes", new int[] {2, 3}, "keepdims", reduce.keepDims() ? 1 : 0));
  }

  private String resize(Node node, Op.Resize resize) {
    Shape out = node.output().shape();
    String sizes = model.integers("sizes", out.dim(0), out.dim(3), out.dim(1), out.dim(2));
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("mode", resize.kind() == Op.Resize.Kind.BILINEAR ? "linear" : "nearest");
    attributes.put(
        "coordinate_transformation_mode",
        resize.alignCorners()
            ? "align_corners"
            : resize.halfPixelCenters() ? "half_pixel" : "asymmetric");
    attributes.put("nearest_mode", "floor");
    return add("Resize", List.of(operand(node, 0), "", "", sizes), attributes);
  }

  private String concatenation(Node node, Op.Concatenation concatenation) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(operand(node, i));
    }
    int axis = isImage(node.output()) ? AXIS[concatenation.axis()] : concatenation.axis();
    return add("Concat", inputs, Map.of("axis", axis));
  }

  private String pad(Node node, Op.Pad pad) {
    int rank = node.input(0).shape().rank();
    int[] pads = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      int to = isImage(node.input(0)) ? AXIS[axis] : axis;
      pads[to] = pad.before().get(axis);
      pads[rank + to] = pad.after().get(axis);
    }
    return add(
        "Pad",
        List.of(
            operand(node, 0),
            model.integers("pads", pads),
            model.floats("value", new int[0], pad.value())));
  }

  /** Reshapes a tensor that lies as TFLite has it to a value's shape, in the layout of values. */
  private String reshape(String x, Value output) {
    String y = add("Reshape", List.of(x, model.integers("shape", dims(output))));
    return isImage(output) ? transposed(y, TO_NCHW) : y;
  }

  private String activated(Node node, String y) {
    return activation(node.op().activation(), y);
  }

  private String activation(Activation activation, String y) {
    return switch (activation) {
      case NONE -> y;
      case RELU -> add("Relu", List.of(y));
      case TANH -> add("Tanh", List.of(y));
      case HARD_SWISH -> add("HardSwish", List.of(y));
      case LOGISTIC -> add("Sigmoid", List.of(y));
      case RELU6, RELU_N1_TO_1 ->
          add(
              "Clip",
              List.of(
                  y,
                  model.floats("low", new int[0], activation.lowerBound()),
                  model.floats("high", new int[0], activation.upperBound())));
    };
  }

  /** An input of a node, in the layout of values. */
  private String operand(Node node, int index) {
    Value value = node.input(index);
    if (!graph.isConstant(value)) {
      if (isImage(node.output()) && !isImage(value)) {
        throw new CannotConvertException(node, "broadcasting of another rank");
      }
      return name(value);
    }
    int[] shape = dims(value);
    float[] floats = Floats.of(graph, value);
    if (!isImage(node.output()) || shape.length == 0) {
      return model.floats("c", shape, floats);
    }
    int[] four = {1, 1, 1, 1};
    System.arraycopy(shape, 0, four, 4 - shape.length, shape.length);
    return model.floats("c", permuted(four, TO_NCHW), Floats.transpose(floats, four, TO_NCHW));
  }

  /** A value as TFLite has it. */
  private String nhwc(Value value) {
    return isImage(value) ? transposed(name(value), TO_NHWC) : name(value);
  }

  private String transposed(String x, int[] order) {
    return add("Transpose", List.of(x), Map.of("perm", order));
  }

  private String add(String operator, List<String> inputs) {
    return add(operator, inputs, Map.of());
  }

  private String add(String operator, List<String> inputs, Map<String, Object> attributes) {
    String output = model.newName("v");
    model.node(operator, inputs, output, attributes);
    return output;
  }

  private String name(Value value) {
    return names.get(value.id());
  }

  private static boolean isImage(Value value) {
    return value.shape().rank() == 4;
  }

  private static int[] dims(Value value) {
    int[] dims = new int[value.shape().rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = value.shape().dim(i);
    }
    return dims;
  }

  private static int[] permuted(int[] shape, int... order) {
    int[] result = new int[shape.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = shape[order[i]];
    }
    return result;
  }
}
