package dev.gossamer.plan;

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

/** A convolution whose kernel the planner chooses, between neighbours as networks have them. */
record Layer(String name, int size, int kernel, int stride, int inputs, int outputs) {

  /** Shapes of MobileNetV1, V2 and of the models of the zoo. */
  static final List<Layer> ALL =
      List.of(
          new Layer("56x56x128->128", 56, 1, 1, 128, 128),
          new Layer("28x28x32->192", 28, 1, 1, 32, 192),
          new Layer("14x14x512->512", 14, 1, 1, 512, 512),
          new Layer("7x7x960->160", 7, 1, 1, 960, 160),
          new Layer("1x1x1024->1000", 1, 1, 1, 1024, 1000),
          new Layer("stem 224x224x3->32 3x3 s2", 224, 3, 2, 3, 32));

  /** Which weights are zero. */
  record Zeros(String name, double share, int block, boolean emptyRows, boolean emptyColumns) {
    static Zeros unstructured(int percent) {
      return new Zeros("unstructured " + percent + " %", percent / 100.0, 1, false, false);
    }

    static Zeros pairs(int percent) {
      return new Zeros("2x1 blocks " + percent + " %", percent / 100.0, 2, false, false);
    }

    /** Every other row, that is output channel, is zero. */
    static final Zeros EMPTY_ROWS = new Zeros("empty rows 50 %", 0, 1, true, false);

    /** Every other column, that is input channel and tap, is zero. */
    static final Zeros EMPTY_COLUMNS = new Zeros("empty columns 50 %", 0, 1, false, true);

    float[] weights(int rows, int columns) {
      Random random = new Random(17);
      float[] weights = new float[rows * columns];
      for (int row = 0; row < rows; row += block) {
        for (int column = 0; column < columns; column++) {
          boolean empty = emptyRows && row % 2 == 1 || emptyColumns && column % 2 == 1;
          boolean zero = random.nextDouble() < share || empty;
          for (int r = row; !zero && r < Math.min(rows, row + block); r++) {
            weights[r * columns + column] = 0.5f + random.nextFloat();
          }
        }
      }
      return weights;
    }
  }

  /**
   * The step that computes the layer. A pointwise layer stands behind it, so that it writes what
   * such layers read and not the row-major output of a graph.
   */
  Step plan(Zeros zeros) {
    Graph.Builder builder = Graph.builder("layer");
    Value x = builder.input("x", Shape.of(1, size, size, inputs));
    Stride strides = Stride.of(stride);
    Padding padding = Padding.same(size, size, kernel, kernel, strides, Stride.ONE);
    Shape shape = Shape.of(outputs, kernel, kernel, inputs);
    float[] weights = zeros.weights(outputs, kernel * kernel * inputs);
    Value y =
        builder.add(
            "layer",
            new Op.Conv2d(strides, Stride.ONE, padding, 1, Activation.RELU6),
            x,
            builder.constant("w", Constant.Floats.of(shape, weights)),
            builder.constant("b", Constant.Floats.of(Shape.of(outputs), new float[outputs])));
    Shape next = Shape.of(4, 1, 1, outputs);
    Value z =
        builder.add(
            "next",
            new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE),
            y,
            builder.constant("w2", Constant.Floats.of(next, new float[next.elements()])),
            builder.constant("b2", Constant.Floats.of(Shape.of(4), new float[4])));
    return Planner.plan(builder.output(z).build(), PlanOptions.DEFAULT).steps().stream()
        .filter(step -> step.name().equals("layer") && !step.isAuxiliary())
        .reduce(
            (a, b) -> {
              throw new AssertionError(name + " takes several steps: " + a + ", " + b);
            })
        .orElseThrow();
  }

  /** Multiply-adds on weights that are not zero. */
  long macsOnNonZeros(Zeros zeros) {
    long nonZeros = 0;
    for (float weight : zeros.weights(outputs, kernel * kernel * inputs)) {
      nonZeros += weight == 0 ? 0 : 1;
    }
    long pixels = (long) ((size - 1) / stride + 1) * ((size - 1) / stride + 1);
    return nonZeros * pixels;
  }
}
