package dev.gossamer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScriptedOpsTest {

  /** Up to 8 on both sides, and not where a slope jumps: at -3, 0, 3 and 6. */
  private static float[] numbers() {
    float[] numbers = new float[2 * 3 * 5 * 7];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i * 37 % numbers.length) * 16f / numbers.length - 8 + 0.01f;
    }
    return numbers;
  }

  @Test
  void relu6AndItsSlope() {
    check(ScriptedOps::relu6, x -> Math.min(Math.max(x, 0), 6), x -> x > 0 && x < 6 ? 1 : 0);
  }

  @Test
  void hardSwishAndItsSlope() {
    check(
        ScriptedOps::hardSwish,
        x -> x * Math.min(Math.max(x + 3, 0), 6) / 6,
        x -> x < -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6);
  }

  /** Several times: TorchScript looks at the first runs and optimises the later ones. */
  private static void check(
      UnaryOperator<NDArray> op, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    float[] numbers = numbers();
    try (NDManager manager = Torch.newManager()) {
      for (int run = 0; run < 5; run++) {
        NDArray x = Layouts.create(manager, numbers, 2, 5, 7, 3);
        x.setRequiresGradient(true);
        float[] results;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
          NDArray y = op.apply(x);
          results = Layouts.rowMajor(y);
          collector.backward(y.square().sum());
        }
        float[] gradients = Layouts.rowMajor(x.getGradient());
        for (int i = 0; i < numbers.length; i++) {
          double y = value.applyAsDouble(numbers[i]);
          double gradient = 2 * y * slope.applyAsDouble(numbers[i]);
          assertThat((double) results[i]).isCloseTo(y, within(1e-5));
          assertThat((double) gradients[i]).isCloseTo(gradient, within(1e-4));
        }
      }
    }
  }
}
