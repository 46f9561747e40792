package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.gossamer.finetune.ArithmeticCheck.WrongArithmeticException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Padding;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Stride;
import dev.gossamer.graph.Value;
import org.junit.jupiter.api.Test;

class ArithmeticCheckTest {
  @Test
  void whatPyTorchComputesRightPasses() {
    try (NDManager manager = Torch.newManager()) {
      TorchNetwork network = new TorchNetwork(doubled(), manager);
      assertThatCode(() -> ArithmeticCheck.require(network, manager, 3)).doesNotThrowAnyException();
    }
  }

  /** Wrong kernels are played by weights that only PyTorch sees. */
  @Test
  void whatPyTorchComputesWrongIsRefusedWithTheWayOut() {
    try (NDManager manager = Torch.newManager()) {
      TorchNetwork network = new TorchNetwork(doubled(), manager);
      network.parameters().all().get(0).array().muli(1.01);
      assertThatThrownBy(() -> ArithmeticCheck.require(network, manager, 3))
          .isInstanceOf(WrongArithmeticException.class)
          .hasMessageContaining("doubled")
          .hasMessageContaining("output 0")
          .hasMessageContaining("ONEDNN_MAX_CPU_ISA=AVX2");
    }
  }

  @Test
  void differencesAreSharesOfTheLargestNumber() {
    float[] expected = {1, -4, 0};
    assertThat(ArithmeticCheck.apart(new float[] {1, -4, 0}, expected, false)).isZero();
    assertThat(ArithmeticCheck.apart(new float[] {1, -4, 2}, expected, false)).isEqualTo(0.5);
    assertThat(ArithmeticCheck.apart(new float[] {0}, new float[] {0.5f}, true)).isZero();
    double oneLogitOff = ArithmeticCheck.apart(new float[] {-12}, new float[] {0}, true);
    assertThat(oneLogitOff).as("a probability near 0").isLessThan(1e-5);
    assertThat(ArithmeticCheck.apart(new float[] {Float.NaN, -4, 0}, expected, false)).isNaN();
  }

  /** Where the kernels are wrong, the launcher has set ONEDNN_MAX_CPU_ISA, and so must tests. */
  @Test
  void theProbeFindsNothingWrongWhereTrainingWorks() {
    assertThat(KernelProbe.isRight()).isTrue();
  }

  private static Graph doubled() {
    Op pointwise = new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);
    Graph.Builder builder = Graph.builder("doubled");
    Value x = builder.input("x", Shape.of(1, 4, 4, 1));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(1, 1, 1, 1), new float[] {2}));
    Value b = builder.constant("b", Constant.Floats.of(Shape.of(1), new float[] {0}));
    return builder.output(builder.add("y", pointwise, x, w, b)).build();
  }
}
