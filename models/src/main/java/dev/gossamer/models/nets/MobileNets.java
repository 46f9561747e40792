package dev.gossamer.models.nets;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;

/**
 * MobileNetV1 (Howard et al. 2017) and V2 (Sandler et al. 2018), width 1.0, with seeded random
 * weights: input {@code image} [1,224,224,3] in [-1,1], output {@code probabilities} [1,1000].
 *
 * <p>Only the weights of 1x1 convolutions are sparse. Padding of stride-2 layers is symmetric, as
 * in all published sparse models: XNNPACK's sparse path demands it (the dense originals have SAME,
 * which pads one pixel at the bottom and right). The same network at every sparsity, so that times
 * can be compared.
 *
 * <pre>{@code
 * byte[] file = TfliteWriter.write(MobileNets.v1(0.8, 2, 1));
 * }</pre>
 */
public final class MobileNets {
  private static final int CLASSES = 1000;

  /** Output channels and stride of each depthwise-separable layer of V1. */
  private static final int[][] V1_LAYERS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  /** Expansion factor t, output channels c, repetitions n, stride s of V2; table 2 of its paper. */
  private static final int[][] V2_STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final int V2_HEAD_CHANNELS = 1280;

  private MobileNets() {}

  /**
   * 4.2 million weights, 569 million multiply-adds if none is skipped.
   *
   * @param sparsity share of zeros in each 1x1 weight, 0..1; 0 stores them dense
   * @param blockRows output channels that are zero together: 1 (unstructured), 2, 4 or 8
   * @param seed the same seed gives the same graph
   */
  public static Graph v1(double sparsity, int blockRows, long seed) {
    NetBuilder net = new NetBuilder("mobilenet_v1", sparsity, blockRows, seed);
    Value x = stem(net);
    for (int i = 0; i < V1_LAYERS.length; i++) {
      x = net.depthwise("depthwise" + (i + 1), x, V1_LAYERS[i][1]);
      x = net.pointwise("pointwise" + (i + 1), x, V1_LAYERS[i][0], Activation.RELU6);
    }
    return net.classifier(x, CLASSES);
  }

  /** 3.5 million weights, 301 million multiply-adds; parameters as of {@link #v1}. */
  public static Graph v2(double sparsity, int blockRows, long seed) {
    NetBuilder net = new NetBuilder("mobilenet_v2", sparsity, blockRows, seed);
    Value x = stem(net);
    int block = 0;
    for (int[] stage : V2_STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        x = bottleneck(net, "block" + block++, x, stage[0], stage[1], i == 0 ? stage[3] : 1);
      }
    }
    x = net.pointwise("head", x, V2_HEAD_CHANNELS, Activation.RELU6);
    return net.classifier(x, CLASSES);
  }

  private static Value stem(NetBuilder net) {
    return net.stem(net.input("image", Shape.of(1, 224, 224, 3)), 32);
  }

  private static Value bottleneck(
      NetBuilder net, String name, Value x, int expansion, int channels, int stride) {
    Value y = x;
    if (expansion > 1) {
      int expanded = expansion * x.shape().dim(3);
      y = net.pointwise(name + "/expand", y, expanded, Activation.RELU6);
    }
    y = net.depthwise(name + "/depthwise", y, stride);
    y = net.pointwise(name + "/project", y, channels, Activation.NONE);
    return y.shape().equals(x.shape()) ? net.add(name + "/add", x, y) : y;
  }
}
