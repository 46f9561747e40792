package dev.gossamer.testing;

import static dev.gossamer.testing.ConvolutionCases.conv;
import static dev.gossamer.testing.ConvolutionCases.same;
import static dev.gossamer.testing.OperatorCase.named;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Op.Binary;
import dev.gossamer.graph.Op.Resize;
import dev.gossamer.graph.Op.Unary;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import java.util.ArrayList;
import java.util.List;

/**
 * Every operator with every attribute, on small odd shapes: the cases that any way to run a graph
 * has to get right.
 */
public final class OperatorCases {
  private OperatorCases() {}

  public static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    cases.addAll(ConvolutionCases.all());
    cases.addAll(activations());
    cases.addAll(elementwise());
    cases.addAll(pooling());
    cases.addAll(resizing());
    cases.addAll(MovementCases.all());
    cases.addAll(reductions());
    cases.addAll(quantization());
    return cases;
  }

  private static List<OperatorCase> activations() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      cases.add(
          named("conv then " + activation)
              .input(3f, 1, 5, 3, 3)
              .constant(4, 1, 1, 3)
              .constant(4)
              .apply(conv(Stride.ONE, Padding.NONE, activation)));
      cases.add(
          named("fully connected then " + activation)
              .input(3f, 3, 5)
              .constant(4, 5)
              .apply(new Op.FullyConnected(false, activation)));
      cases.add(
          named("add then " + activation)
              .input(3f, 1, 3, 3, 5)
              .input(3f, 1, 3, 3, 5)
              .apply(new Binary(Binary.Kind.ADD, activation)));
      cases.add(
          named("concatenation then " + activation)
              .input(3f, 1, 3, 3, 5)
              .input(3f, 1, 3, 3, 2)
              .apply(new Op.Concatenation(3, activation)));
    }
    return cases;
  }

  private static List<OperatorCase> elementwise() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Unary.Kind kind : Unary.Kind.values()) {
      boolean root = kind == Unary.Kind.SQRT || kind == Unary.Kind.RSQRT;
      float alpha = kind == Unary.Kind.LEAKY_RELU ? 0.3f : 0f;
      OperatorCase.Maker maker = named("unary " + kind);
      cases.add(
          (root ? maker.positiveInput(2, 3, 5, 7) : maker.input(3f, 2, 3, 5, 7))
              .apply(new Unary(kind, alpha)));
    }
    int[][][] pairs = {
      {{2, 3, 5, 7}, {2, 3, 5, 7}},
      {{2, 3, 5, 7}, {2, 1, 1, 7}},
      {{2, 1, 1, 7}, {2, 3, 5, 7}},
      {{2, 3, 5, 7}, {1}},
      {{}, {2, 3, 5, 7}},
      {{2, 3, 5, 7}, {7}},
      {{2, 3, 5, 7}, {3, 1, 7}},
      {{2, 3, 5, 7}, {5, 7}},
      {{2, 3, 5, 1}, {1, 3, 1, 7}},
      {{2, 3, 1, 1}, {1, 1, 5, 7}},
      {{3, 5}, {3, 5}},
      {{3, 1}, {5}},
      {{2, 3, 5}, {4, 1, 3, 1}},
      {{2, 1, 3, 1, 5}, {3, 1, 4, 1}},
    };
    for (Binary.Kind kind : Binary.Kind.values()) {
      for (int[][] pair : pairs) {
        Shape a = Shape.of(pair[0]);
        Shape b = Shape.of(pair[1]);
        cases.add(
            named("binary " + kind + " " + a + " and " + b)
                .input(pair[0])
                .positiveInput(pair[1])
                .apply(new Binary(kind, Activation.NONE)));
      }
    }
    cases.add(
        named("binary with a constant")
            .input(1, 3, 5, 4)
            .constant(3, 5, 4)
            .apply(new Binary(Binary.Kind.SUB, Activation.RELU)));
    cases.add(named("prelu [1,1,C]").input(2, 3, 5, 4).constant(1, 1, 4).apply(new Op.Prelu()));
    cases.add(named("prelu [H,W,C]").input(2, 3, 5, 4).constant(3, 5, 4).apply(new Op.Prelu()));
    cases.add(named("prelu rank 2").input(3, 5).constant(5).apply(new Op.Prelu()));
    return cases;
  }

  private static List<OperatorCase> pooling() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Op.Pool2d.Kind kind : Op.Pool2d.Kind.values()) {
      for (int kernel : new int[] {2, 3}) {
        for (int stride = 1; stride <= 2; stride++) {
          Stride s = Stride.of(stride);
          for (int size : new int[] {5, 6}) {
            String name = kind + " pool " + kernel + " stride " + stride + " on " + size;
            Padding padding = same(size, size + 2, kernel, s, Stride.ONE);
            cases.add(
                named(name + " SAME")
                    .input(2, size, size + 2, 3)
                    .apply(new Op.Pool2d(kind, kernel, kernel, s, padding, Activation.NONE)));
            cases.add(
                named(name + " VALID")
                    .input(1, size, size + 2, 3)
                    .apply(new Op.Pool2d(kind, kernel, kernel, s, Padding.NONE, Activation.RELU)));
          }
        }
      }
      cases.add(
          named(kind + " pool global")
              .input(2, 5, 7, 3)
              .apply(new Op.Pool2d(kind, 5, 7, Stride.ONE, Padding.NONE, Activation.NONE)));
      cases.add(
          named(kind + " pool 1x3 padded on one side")
              .input(1, 3, 7, 2)
              .apply(
                  new Op.Pool2d(
                      kind, 1, 3, new Stride(1, 2), new Padding(0, 0, 2, 0), Activation.NONE)));
    }
    return cases;
  }

  private static List<OperatorCase> resizing() {
    List<OperatorCase> cases = new ArrayList<>();
    int[][] sizes = {{1, 1}, {3, 6}, {6, 13}, {7, 3}, {13, 5}, {5, 5}, {3, 1}};
    for (Resize.Kind kind : Resize.Kind.values()) {
      for (int[] size : sizes) {
        for (int mode = 0; mode < 3; mode++) {
          boolean corners = mode == 1;
          boolean half = mode == 2;
          String name = corners ? " align corners " : half ? " half pixel " : " plain ";
          int back = size[1] + 2;
          cases.add(
              named("resize " + kind + name + size[0] + " to " + size[1])
                  .input(2, size[0], size[1], 3)
                  .apply(new Resize(kind, size[1], back, corners, half)));
        }
      }
    }
    return cases;
  }

  private static List<OperatorCase> reductions() {
    List<OperatorCase> cases = new ArrayList<>();
    List<List<Integer>> axes =
        List.of(
            List.of(0),
            List.of(1),
            List.of(2),
            List.of(3),
            List.of(1, 2),
            List.of(0, 3),
            List.of(1, 2, 3),
            List.of(0, 1, 2, 3));
    for (Op.Reduce.Kind kind : Op.Reduce.Kind.values()) {
      for (List<Integer> over : axes) {
        for (boolean keep : new boolean[] {false, true}) {
          cases.add(
              named(kind + " over " + over + (keep ? " keeping" : ""))
                  .input(2, 3, 5, 7)
                  .apply(new Op.Reduce(kind, over, keep)));
        }
      }
      cases.add(
          named(kind + " over the last of 3")
              .input(3, 5, 7)
              .apply(new Op.Reduce(kind, List.of(2), false)));
      cases.add(
          named(kind + " over the middle of 5")
              .input(2, 3, 5, 2, 3)
              .apply(new Op.Reduce(kind, List.of(1, 3), false)));
    }
    for (float beta : new float[] {1f, 0.5f}) {
      cases.add(named("softmax rank 1, beta " + beta).input(7).apply(new Op.Softmax(beta)));
      cases.add(named("softmax rank 2, beta " + beta).input(3, 5).apply(new Op.Softmax(beta)));
      cases.add(
          named("softmax rank 4, beta " + beta).input(3f, 2, 3, 5, 7).apply(new Op.Softmax(beta)));
    }
    return cases;
  }

  private static List<OperatorCase> quantization() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DataType type : new DataType[] {DataType.INT8, DataType.UINT8}) {
      cases.add(
          named("quantize to " + type)
              .input(3f, 1, 5, 3, 7)
              .apply(new Op.Quantize(0.037f, 3, type)));
    }
    cases.add(
        named("dequantize INT8")
            .integerInput(DataType.INT8, -128, 128, 2, 3, 5, 4)
            .apply(new Op.Dequantize(List.of(0.05f), List.of(-7), 0)));
    for (int axis = 0; axis < 4; axis++) {
      List<Float> scales = new ArrayList<>();
      List<Integer> zeroPoints = new ArrayList<>();
      for (int i = 0; i < axis + 2; i++) {
        scales.add(0.01f + 0.003f * i);
        zeroPoints.add(i - 2);
      }
      cases.add(
          named("dequantize UINT8 along axis " + axis)
              .integerInput(DataType.UINT8, 0, 256, 2, 3, 4, 5)
              .apply(new Op.Dequantize(scales, zeroPoints, axis)));
    }
    Shape shape = Shape.of(3, 1, 1, 4);
    cases.add(
        named("pointwise with INT8 weights dequantized")
            .input(1, 3, 5, 4)
            .data(
                new Constant.Ints(
                    DataType.INT8, shape, new int[] {1, -2, 3, 0, 127, -128, 5, 6, 7, 8, 9, 10}))
            .through(new Op.Dequantize(List.of(0.1f, 0.2f, 0.3f), List.of(0, 1, 2), 0))
            .apply(conv(Stride.ONE, Padding.NONE, Activation.NONE)));
    cases.add(
        named("pointwise with sparse weights densified")
            .input(1, 3, 5, 4)
            .sparse(0.4, 3, 1, 1, 4)
            .through(new Op.Densify())
            .apply(conv(Stride.ONE, Padding.NONE, Activation.NONE)));
    return cases;
  }
}
