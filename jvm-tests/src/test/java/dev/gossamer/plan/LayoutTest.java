package dev.gossamer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of any size are right or refused: their bytes never wrap around. */
class LayoutTest {
  private static final int HUGE = 1 << 16;

  @Test
  void sizesThatDoNotFitAnIntAreRefused() {
    refused(() -> Layout.rowMajor(Shape.of(1, HUGE, 1 << 13, 1)));
    refused(() -> Layout.rowMajor(Shape.of(1 << 29)));
    // 4 * h * w wraps around to 0 in 32 bits.
    refused(() -> Layout.channelsFirst(1, HUGE, 1 << 14));
    refused(() -> Layout.channelsFirst(HUGE, HUGE, HUGE));
    refused(() -> Layout.bands(1, HUGE, HUGE, HUGE));
    refused(() -> Layout.bands(1, 1 << 30, 4, 1 << 28));
    // Rows and columns of the border alone wrap around to almost nothing.
    refused(() -> Layout.planes(1, 8, 8, HUGE, HUGE, 1 << 15));
    refused(() -> Layout.planes(1, 1, 1, 1 << 30, 1 << 30, 1 << 30));
    refused(() -> Layout.phasePlanes(1, 8, 8, 2, HUGE, HUGE, 1 << 15));
    refused(() -> Layout.planes(1 << 20, 8, 8, 16, 16, 16));
    refused(() -> Layout.planes(1, 1, 4, 0, 0, 0).withChannels(1 << 27));
  }

  @Test
  void almostTwoGigabytesFit() {
    assertThat(Layout.channelsFirst(1, HUGE, (1 << 13) - 1).bytes())
        .isEqualTo(HUGE * ((1 << 15) - 4) + 64);
  }

  /** A window of 3x3 that reaches 32768 pixels in each direction: 65544 rows of 32776 columns. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "2, true", "2, false"})
  void aConvolutionWhoseBorderIsTooLargeIsRefused(int stride, boolean depthwise) {
    Stride dilation = Stride.of(1 << 15);
    Stride strides = Stride.of(stride);
    Graph.Builder builder = Graph.builder("hostile");
    Value x = builder.input("x", Shape.of(1, 8, 8, 1));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(1, 3, 3, 1), new float[9]));
    Padding padding = Padding.same(8, 8, 3, 3, strides, dilation);
    Op op =
        depthwise
            ? new Op.DepthwiseConv2d(strides, dilation, padding, 1, Activation.NONE)
            : new Op.Conv2d(strides, dilation, padding, 1, Activation.NONE);
    Graph graph = builder.output(builder.add("y", op, x, w)).build();

    refused(() -> Planner.plan(graph, PlanOptions.DEFAULT));
  }

  /** Each picture fits, but not all that are needed at once. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void activationsThatTogetherAreTooLargeAreRefused(int inputs) {
    Graph.Builder builder = Graph.builder("hostile");
    for (int i = 0; i < inputs; i++) {
      Value x = builder.input("x" + i, Shape.of(1, 1 << 14, 1 << 14, 1));
      builder.output(builder.add("y" + i, new Op.Unary(Op.Unary.Kind.ABS), x));
    }
    Graph graph = builder.build();

    refused(() -> Planner.plan(graph, PlanOptions.DEFAULT));
    refused(() -> Planner.plan(graph, PlanOptions.THREADS));
  }

  private static void refused(ThrowingCallable what) {
    assertThatThrownBy(what)
        .isInstanceOf(UnsupportedModelException.class)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("2 GB");
  }
}
