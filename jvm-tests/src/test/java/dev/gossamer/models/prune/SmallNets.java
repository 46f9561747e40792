package dev.gossamer.models.prune;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import java.util.List;
import java.util.Random;

/** Networks of a handful of layers with random weights. */
public final class SmallNets {
  private static final Padding ONE = new Padding(1, 1, 1, 1);

  private final Graph.Builder builder = Graph.builder("small");
  private final Random random;

  private SmallNets(long seed) {
    random = new Random(seed);
  }

  /** Stem, two inverted bottlenecks with a residual, a pooled fully connected layer. */
  public static Graph bottlenecks(long seed) {
    SmallNets net = new SmallNets(seed);
    Value x = net.builder.input("image", Shape.of(1, 16, 16, 3));
    Value stem = net.conv("stem", x, 8, 3, Stride.of(2), Activation.RELU6);
    Value first = net.bottleneck("a", stem, 24, 8);
    Value sum =
        net.builder.add("a/sum", new Op.Binary(Op.Binary.Kind.ADD, Activation.NONE), stem, first);
    Value second = net.bottleneck("b", sum, 32, 12);
    Value pooled =
        net.builder.add("pool", new Op.Reduce(Op.Reduce.Kind.MEAN, List.of(1, 2), false), second);
    Value logits =
        net.builder.add(
            "logits",
            new Op.FullyConnected(false, Activation.NONE),
            pooled,
            net.weights("logits", 12, 10, 12),
            net.bias("logits", 10));
    return net.builder.output(logits, second).build();
  }

  private Value bottleneck(String name, Value x, int wide, int narrow) {
    Value expanded = conv(name + "/expand", x, wide, 1, Stride.ONE, Activation.RELU6);
    Value filtered =
        builder.add(
            name + "/depthwise",
            new Op.DepthwiseConv2d(Stride.ONE, Stride.ONE, ONE, 1, Activation.RELU6),
            expanded,
            weights(name + "/depthwise", 9, 1, 3, 3, wide),
            bias(name + "/depthwise", wide));
    return conv(name + "/project", filtered, narrow, 1, Stride.ONE, Activation.NONE);
  }

  private Value conv(
      String name, Value x, int channels, int window, Stride stride, Activation activation) {
    int inputs = x.shape().dim(3);
    return builder.add(
        name,
        new Op.Conv2d(stride, Stride.ONE, window == 1 ? Padding.NONE : ONE, 1, activation),
        x,
        weights(name, window * window * inputs, channels, window, window, inputs),
        bias(name, channels));
  }

  private Value weights(String name, int inputs, int... dims) {
    Shape shape = Shape.of(dims);
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
    }
    return builder.constant(name + "/weights", Constant.Floats.of(shape, floats));
  }

  private Value bias(String name, int channels) {
    float[] floats = new float[channels];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (0.2 * random.nextGaussian());
    }
    return builder.constant(name + "/bias", Constant.Floats.of(Shape.of(channels), floats));
  }
}
