package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Stride;
import java.util.Arrays;
import java.util.List;

/** One node of a graph as PyTorch operations; rank 4 is NCHW here (see {@link Layouts}). */
final class NodeTranslator {
  /** Of DJL, whose interpolation always takes half-pixel centres, whatever it is told. */
  private static final int BILINEAR = 1;

  private NodeTranslator() {}

  /**
   * The node's result before its activation.
   *
   * @param inputs as {@link Op} documents them; the batch may be any
   * @throws UnsupportedModelException if the operator or an attribute cannot be trained
   */
  static NDArray linear(Node node, List<NDArray> inputs) {
    NDArray x = inputs.get(0);
    return switch (node.op()) {
      case Op.Conv2d op ->
          convolution(x, inputs, op.stride(), op.dilation(), op.padding(), op.groups());
      case Op.DepthwiseConv2d op ->
          convolution(
              x, inputs, op.stride(), op.dilation(), op.padding(), node.input(0).shape().dim(3));
      case Op.TransposeConv2d op -> transposeConvolution(node, op, x, inputs);
      case Op.FullyConnected op -> fullyConnected(node, x, inputs);
      case Op.Binary op -> binary(node, op, x, inputs.get(1));
      case Op.Unary op -> unary(node, op, x);
      case Op.Prelu op -> prelu(x, inputs.get(1));
      case Op.Pool2d op -> pool(node, op, x);
      case Op.Reduce op -> reduce(node, op, x);
      case Op.Resize op -> resize(node, op, x);
      case Op.Concatenation op -> concatenate(node, op, inputs);
      case Op.Reshape op -> reshape(node, op, x);
      case Op.Pad op -> pad(node, op, x);
      case Op.Softmax op -> softmax(op, x);
      case Op.DepthToSpace op -> Rearranging.depthToSpace(op, x);
      case Op.SpaceToDepth op -> Rearranging.spaceToDepth(op, x);
      case Op.Transpose op -> required(Rearranging.transpose(op, x), node, "moves the batch");
      case Op.StridedSlice op ->
          required(Rearranging.slice(op, x), node, "cuts the batch or goes backwards");
      default -> throw unsupported(node, "has no translation to PyTorch");
    };
  }

  private static NDArray required(NDArray result, Node node, String otherwise) {
    if (result == null) {
      throw unsupported(node, otherwise);
    }
    return result;
  }

  static NDArray activate(Activation activation, NDArray x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> ai.djl.nn.Activation.relu(x);
      case RELU6 -> ScriptedOps.relu6(x);
      case RELU_N1_TO_1 -> x.clip(-1, 1);
      case TANH -> x.tanh();
      case HARD_SWISH -> ScriptedOps.hardSwish(x);
      case LOGISTIC -> ai.djl.nn.Activation.sigmoid(x);
    };
  }

  private static NDArray convolution(
      NDArray x, List<NDArray> inputs, Stride stride, Stride dilation, Padding pad, int groups) {
    NDArray bias = inputs.size() > 2 ? inputs.get(2) : null;
    boolean symmetric = pad.top() == pad.bottom() && pad.left() == pad.right();
    NDArray padded =
        symmetric ? x : x.pad(new Shape(pad.left(), pad.right(), pad.top(), pad.bottom()), 0);
    Shape around = symmetric ? new Shape(pad.top(), pad.left()) : new Shape(0, 0);
    return x.getNDArrayInternal()
        .convolution(padded, inputs.get(1), bias, pair(stride), around, pair(dilation), groups)
        .singletonOrThrow();
  }

  /** Windows that do not overlap: every pixel makes a tile of its own by a 1x1 convolution. */
  private static NDArray transposeConvolution(
      Node node, Op.TransposeConv2d op, NDArray x, List<NDArray> inputs) {
    NDArray weights = Layouts.channelsLast(inputs.get(1)); // [O,KH,KW,I]
    long o = weights.getShape().get(0);
    long kh = weights.getShape().get(1);
    long kw = weights.getShape().get(2);
    long i = weights.getShape().get(3);
    long height = x.getShape().get(2);
    long width = x.getShape().get(3);
    if (kh != op.stride().height()
        || kw != op.stride().width()
        || op.top() != 0
        || op.left() != 0
        || op.outHeight() != height * kh
        || op.outWidth() != width * kw) {
      throw unsupported(node, "has windows that overlap or are cut");
    }
    Shape one = new Shape(1, 1);
    NDArray tiles =
        x.getNDArrayInternal()
            .convolution(
                x, weights.reshape(o * kh * kw, i, 1, 1), null, one, new Shape(0, 0), one, 1)
            .singletonOrThrow();
    long batch = x.getShape().get(0);
    NDArray result =
        tiles
            .reshape(batch, o, kh, kw, height, width)
            .transpose(0, 1, 4, 2, 5, 3)
            .reshape(batch, o, height * kh, width * kw);
    return inputs.size() > 2 ? result.add(inputs.get(2).reshape(1, o, 1, 1)) : result;
  }

  private static NDArray fullyConnected(Node node, NDArray x, List<NDArray> inputs) {
    NDArray weights = inputs.get(1);
    long rows = node.input(0).shape().elements() / weights.getShape().get(1);
    NDArray flat = Layouts.channelsLast(x).reshape(batch(x) * rows, weights.getShape().get(1));
    NDArray product = flat.matMul(weights.transpose());
    NDArray result = inputs.size() > 2 ? product.add(inputs.get(2)) : product;
    return Layouts.channelsFirst(result.reshape(batched(node.output().shape(), batch(x), node)));
  }

  private static NDArray binary(Node node, Op.Binary op, NDArray a, NDArray b) {
    return switch (op.kind()) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
      case MAXIMUM -> a.maximum(b);
      case MINIMUM -> a.minimum(b);
      case SQUARED_DIFFERENCE -> a.sub(b).square();
    };
  }

  private static NDArray unary(Node node, Op.Unary op, NDArray x) {
    return switch (op.kind()) {
      case RELU -> activate(Activation.RELU, x);
      case RELU6 -> activate(Activation.RELU6, x);
      case RELU_N1_TO_1 -> activate(Activation.RELU_N1_TO_1, x);
      case HARD_SWISH -> activate(Activation.HARD_SWISH, x);
      case LOGISTIC -> activate(Activation.LOGISTIC, x);
      case TANH -> x.tanh();
      case LEAKY_RELU -> ai.djl.nn.Activation.leakyRelu(x, op.alpha());
      case ABS -> x.abs();
      case EXP -> x.exp();
      case NEG -> x.neg();
      case SQRT -> x.sqrt();
      case SQUARE -> x.square();
      default -> throw unsupported(node, "has no translation to PyTorch");
    };
  }

  private static NDArray prelu(NDArray x, NDArray slope) {
    NDArray positive = ai.djl.nn.Activation.relu(x);
    return positive.add(x.sub(positive).mul(slope));
  }

  private static NDArray pool(Node node, Op.Pool2d op, NDArray x) {
    Padding pad = op.padding();
    if (pad.top() != pad.bottom() || pad.left() != pad.right()) {
      throw unsupported(node, "has uneven padding");
    }
    Shape kernel = new Shape(op.kernelHeight(), op.kernelWidth());
    Shape around = new Shape(pad.top(), pad.left());
    return switch (op.kind()) {
      case MAX -> x.getNDArrayInternal().maxPool(kernel, pair(op.stride()), around, false);
      case AVERAGE ->
          x.getNDArrayInternal().avgPool(kernel, pair(op.stride()), around, false, false);
    };
  }

  private static NDArray reduce(Node node, Op.Reduce op, NDArray x) {
    if (op.axes().contains(0)) {
      throw unsupported(node, "reduces the batch");
    }
    boolean isRank4 = x.getShape().dimension() == 4;
    if (isRank4 && !op.keepDims()) {
      // Axes that stay change places with the ones that go only in channels-last order.
      return reduceOver(op, Layouts.channelsLast(x), op.axes().stream().mapToInt(a -> a).toArray());
    }
    int[] axes =
        op.axes().stream().mapToInt(axis -> isRank4 ? channelsFirstAxis(axis) : axis).toArray();
    return reduceOver(op, x, axes);
  }

  /** One axis after the other, the last one first: DJL's mean takes no more. */
  private static NDArray reduceOver(Op.Reduce op, NDArray x, int[] axes) {
    int[] ascending = axes.clone();
    Arrays.sort(ascending);
    NDArray result = x;
    for (int i = ascending.length - 1; i >= 0; i--) {
      int[] axis = {ascending[i]};
      result =
          switch (op.kind()) {
            case MEAN -> result.mean(axis, op.keepDims());
            case SUM -> result.sum(axis, op.keepDims());
            case REDUCE_MAX -> result.max(axis, op.keepDims());
          };
    }
    return result;
  }

  private static NDArray resize(Node node, Op.Resize op, NDArray x) {
    if (op.kind() != Op.Resize.Kind.BILINEAR || !op.halfPixelCenters() || op.alignCorners()) {
      throw unsupported(node, "is not bilinear with half-pixel centres");
    }
    long[] size = {op.outHeight(), op.outWidth()};
    return x.getNDArrayInternal().interpolation(size, BILINEAR, false);
  }

  private static NDArray concatenate(Node node, Op.Concatenation op, List<NDArray> inputs) {
    int axis = node.output().shape().rank() == 4 ? channelsFirstAxis(op.axis()) : op.axis();
    return inputs
        .get(0)
        .getNDArrayInternal()
        .concat(new NDList(inputs.subList(1, inputs.size())), axis);
  }

  private static NDArray reshape(Node node, Op.Reshape op, NDArray x) {
    Shape to = batched(op.shape(), batch(x), node);
    return Layouts.channelsFirst(Layouts.channelsLast(x).reshape(to));
  }

  private static NDArray pad(Node node, Op.Pad op, NDArray x) {
    if (x.getShape().dimension() != 4 || op.before().get(0) != 0 || op.after().get(0) != 0) {
      throw unsupported(node, "pads the batch or is not of rank 4");
    }
    // PyTorch's order: the last axis first, of width, height, channel.
    Shape amounts =
        new Shape(
            op.before().get(2),
            op.after().get(2),
            op.before().get(1),
            op.after().get(1),
            op.before().get(3),
            op.after().get(3));
    return x.pad(amounts, op.value());
  }

  /** Over the last axis of the graph, which is the channels'. */
  private static NDArray softmax(Op.Softmax op, NDArray x) {
    int axis = x.getShape().dimension() == 4 ? channelsFirstAxis(3) : -1;
    NDArray logits = op.beta() == 1 ? x : Scaling.times(x, op.beta());
    return logits.softmax(axis);
  }

  private static int channelsFirstAxis(int axis) {
    return axis == 0 ? 0 : axis == 3 ? 1 : axis + 1;
  }

  /** A shape of the graph, made for one picture, for a batch of them. */
  private static Shape batched(dev.gossamer.graph.Shape shape, long batch, Node node) {
    long[] dims = Layouts.longs(shape.dims());
    if (dims.length == 0 || dims[0] != 1) {
      throw unsupported(node, "does not keep the batch apart");
    }
    dims[0] = batch;
    return new Shape(dims);
  }

  private static long batch(NDArray x) {
    return x.getShape().get(0);
  }

  private static Shape pair(Stride stride) {
    return new Shape(stride.height(), stride.width());
  }

  private static UnsupportedModelException unsupported(Node node, String what) {
    return new UnsupportedModelException(
        node.op().label() + " for training, which " + what,
        node.toString(),
        "convolutions, fully connected layers, elementwise operators and activations, pooling,"
            + " means, softmax, bilinear resizing, concatenation, padding, and reshapes, transposes,"
            + " slices, depth to space and back that keep the batch");
  }
}
