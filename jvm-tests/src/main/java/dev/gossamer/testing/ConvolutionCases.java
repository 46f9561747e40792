package dev.gossamer.testing;

import static dev.gossamer.testing.OperatorCase.named;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Op.TransposeConv2d;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Stride;
import java.util.ArrayList;
import java.util.List;

/**
 * Cases of the operators that multiply weights: convolutions of all kinds and fully connected
 * layers.
 */
final class ConvolutionCases {
  private static final int[] ODD_SIZES = {1, 3, 5, 7, 13};

  private ConvolutionCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    cases.addAll(pointwise());
    cases.addAll(convolution());
    cases.addAll(depthwise());
    cases.addAll(transposed());
    cases.addAll(fullyConnected());
    return cases;
  }

  static Padding same(int h, int w, int kernel, Stride stride, Stride dilation) {
    return Padding.same(h, w, kernel, kernel, stride, dilation);
  }

  static Conv2d conv(Stride stride, Padding padding, Activation activation) {
    return new Conv2d(stride, Stride.ONE, padding, 1, activation);
  }

  private static List<OperatorCase> pointwise() {
    List<OperatorCase> cases = new ArrayList<>();
    Conv2d plain = conv(Stride.ONE, Padding.NONE, Activation.NONE);
    for (int size : ODD_SIZES) {
      String suffix = " " + size + "x" + (size + 2);
      cases.add(
          named("pointwise dense" + suffix)
              .input(1, size, size + 2, 5)
              .constant(7, 1, 1, 5)
              .constant(7)
              .apply(plain));
      cases.add(
          named("pointwise sparse" + suffix)
              .input(1, size, size + 2, 13)
              .sparse(0.3, 9, 1, 1, 13)
              .constant(9)
              .apply(conv(Stride.ONE, Padding.NONE, Activation.RELU6)));
      for (int r = 1; r <= 4; r++) {
        int c = r == 3 ? 1 : 5 - r;
        cases.add(
            named("pointwise " + r + "x" + c + " blocks" + suffix)
                .input(1, size, size + 2, 11)
                .blocks(0.4, r, c, 7, 1, 1, 11)
                .apply(plain));
      }
    }
    cases.add(
        named("pointwise batch 3, no bias").input(3, 5, 3, 4).constant(6, 1, 1, 4).apply(plain));
    cases.add(
        named("pointwise all weights zero")
            .input(1, 3, 3, 5)
            .sparse(0, 4, 1, 1, 5)
            .constant(4)
            .apply(conv(Stride.ONE, Padding.NONE, Activation.RELU)));
    cases.add(
        named("pointwise more pixels than a panel")
            .input(1, 37, 41, 3)
            .sparse(0.5, 5, 1, 1, 3)
            .constant(5)
            .apply(plain));
    cases.add(
        named("pointwise stride 2")
            .input(1, 7, 5, 3)
            .constant(4, 1, 1, 3)
            .apply(conv(Stride.of(2), Padding.NONE, Activation.NONE)));
    cases.add(
        named("pointwise padded")
            .input(1, 3, 5, 3)
            .constant(4, 1, 1, 3)
            .constant(4)
            .apply(conv(Stride.ONE, new Padding(1, 2, 3, 0), Activation.NONE)));
    cases.add(
        named("pointwise weights made at run time")
            .input(1, 5, 3, 4)
            .input(3, 1, 1, 4)
            .input(3)
            .apply(plain));
    return cases;
  }

  private static List<OperatorCase> convolution() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int kernel : new int[] {2, 3, 5}) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int size : new int[] {5, 6, 13}) {
          Stride s = Stride.of(stride);
          String name = "conv " + kernel + "x" + kernel + " stride " + stride + " on " + size;
          cases.add(
              named(name + " SAME")
                  .input(1, size, size + 1, 3)
                  .constant(4, kernel, kernel, 3)
                  .constant(4)
                  .apply(conv(s, same(size, size + 1, kernel, s, Stride.ONE), Activation.RELU)));
          cases.add(
              named(name + " VALID sparse")
                  .input(2, size, size + 1, 3)
                  .sparse(0.4, 5, kernel, kernel, 3)
                  .apply(conv(s, Padding.NONE, Activation.NONE)));
        }
      }
    }
    cases.add(
        named("conv 1x7 stride (1, 3), uneven padding")
            .input(1, 3, 13, 2)
            .constant(3, 1, 7, 2)
            .apply(conv(new Stride(1, 3), new Padding(2, 0, 4, 1), Activation.NONE)));
    for (int dilation : new int[] {2, 4, 8}) {
      Stride d = Stride.of(dilation);
      cases.add(
          named("conv dilation " + dilation)
              .input(1, 13, 7, 2)
              .constant(3, 3, 3, 2)
              .constant(3)
              .apply(new Conv2d(Stride.ONE, d, same(13, 7, 3, Stride.ONE, d), 1, Activation.NONE)));
    }
    for (int groups : new int[] {2, 3}) {
      Padding padding = same(5, 7, 3, Stride.ONE, Stride.ONE);
      Conv2d grouped = new Conv2d(Stride.ONE, Stride.ONE, padding, groups, Activation.NONE);
      cases.add(
          named("conv " + groups + " groups")
              .input(2, 5, 7, 2 * groups)
              .constant(3 * groups, 3, 3, 2)
              .constant(3 * groups)
              .apply(grouped));
      cases.add(
          named("conv " + groups + " groups, sparse")
              .input(2, 5, 7, 2 * groups)
              .sparse(0.3, 3 * groups, 3, 3, 2)
              .constant(3 * groups)
              .apply(grouped));
    }
    cases.add(
        named("conv 3x3 weights made at run time")
            .input(1, 5, 5, 2)
            .input(3, 3, 3, 2)
            .apply(conv(Stride.ONE, Padding.NONE, Activation.NONE)));
    return cases;
  }

  private static List<OperatorCase> depthwise() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int kernel : new int[] {1, 3, 5}) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int size : new int[] {3, 7, 8, 13}) {
          Stride s = Stride.of(stride);
          cases.add(
              named("depthwise " + kernel + "x" + kernel + " stride " + stride + " on " + size)
                  .input(2, size, size + 1, 5)
                  .constant(1, kernel, kernel, 5)
                  .constant(5)
                  .apply(
                      new DepthwiseConv2d(
                          s,
                          Stride.ONE,
                          same(size, size + 1, kernel, s, Stride.ONE),
                          1,
                          Activation.RELU6)));
        }
      }
    }
    for (int multiplier : new int[] {2, 3}) {
      cases.add(
          named("depthwise multiplier " + multiplier)
              .input(2, 5, 7, 3)
              .constant(1, 3, 3, 3 * multiplier)
              .constant(3 * multiplier)
              .apply(
                  new DepthwiseConv2d(
                      Stride.ONE, Stride.ONE, Padding.NONE, multiplier, Activation.NONE)));
    }
    for (int dilation : new int[] {2, 4, 8}) {
      Stride d = Stride.of(dilation);
      Padding padding = same(7, 13, 3, Stride.ONE, d);
      cases.add(
          named("depthwise dilation " + dilation)
              .input(1, 7, 13, 3)
              .constant(1, 3, 3, 3)
              .apply(new DepthwiseConv2d(Stride.ONE, d, padding, 1, Activation.NONE)));
    }
    cases.add(
        named("depthwise sparse")
            .input(1, 7, 5, 6)
            .sparse(0.4, 1, 3, 3, 6)
            .constant(6)
            .apply(
                new DepthwiseConv2d(
                    Stride.ONE, Stride.ONE, new Padding(1, 1, 1, 1), 1, Activation.NONE)));
    cases.add(
        named("depthwise weights made at run time")
            .input(1, 5, 5, 3)
            .input(1, 3, 3, 3)
            .apply(new DepthwiseConv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE)));
    return cases;
  }

  private static List<OperatorCase> transposed() {
    List<OperatorCase> cases = new ArrayList<>();
    for (int kernel : new int[] {1, 2, 3, 5}) {
      for (int stride = 1; stride <= 3; stride++) {
        int total = Math.max(0, kernel - stride);
        cases.add(
            named("transposed " + kernel + "x" + kernel + " stride " + stride + " SAME")
                .input(2, 5, 3, 3)
                .constant(4, kernel, kernel, 3)
                .constant(4)
                .apply(
                    new TransposeConv2d(
                        Stride.of(stride),
                        total / 2,
                        total / 2,
                        5 * stride,
                        3 * stride,
                        Activation.RELU)));
        cases.add(
            named("transposed " + kernel + "x" + kernel + " stride " + stride + " VALID sparse")
                .input(1, 3, 7, 4)
                .sparse(0.5, 3, kernel, kernel, 4)
                .apply(
                    new TransposeConv2d(
                        Stride.of(stride),
                        0,
                        0,
                        2 * stride + kernel,
                        6 * stride + kernel,
                        Activation.NONE)));
      }
    }
    return cases;
  }

  private static List<OperatorCase> fullyConnected() {
    Op.FullyConnected plain = new Op.FullyConnected(false, Activation.NONE);
    Op.FullyConnected keep = new Op.FullyConnected(true, Activation.RELU);
    return List.of(
        named("fully connected dense").input(3, 13).constant(5, 13).constant(5).apply(plain),
        named("fully connected sparse").input(3, 13).sparse(0.4, 5, 13).constant(5).apply(plain),
        named("fully connected 1x4 blocks").input(1, 16).blocks(0.4, 1, 4, 5, 16).apply(plain),
        named("fully connected flattens NHWC").input(2, 3, 5, 2).constant(4, 30).apply(plain),
        named("fully connected several rows a pixel").input(1, 3, 5, 6).constant(4, 3).apply(plain),
        named("fully connected keeps rank 4")
            .input(2, 3, 5, 7)
            .constant(4, 7)
            .constant(4)
            .apply(keep),
        named("fully connected keeps rank 3").input(2, 3, 7).sparse(0.5, 5, 7).apply(keep),
        named("fully connected weights made at run time").input(3, 7).input(5, 7).apply(plain));
  }
}
