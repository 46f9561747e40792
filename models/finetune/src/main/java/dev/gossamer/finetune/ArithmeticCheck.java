package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gossamer.GossamerException;
import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Whether PyTorch computes what the interpreter does, asked before every training. On some
 * processors the AVX-512 kernels of its library oneDNN (version 3, seen on AMD Zen 5) give 1x1
 * convolutions to 36, 40, 42, 80 or 112 channels that are off by half of their largest number:
 * training then teaches a network to make good for that, silently.
 */
final class ArithmeticCheck {
  /**
   * Of an output's largest number, for a logistic one of 1: 1e-5 is usual, one wrong layer of many
   * may give 6e-4.
   */
  static final double TOLERANCE = 2e-4;

  private ArithmeticCheck() {}

  /** PyTorch's numbers cannot be used. */
  static final class WrongArithmeticException extends GossamerException {
    private static final long serialVersionUID = 1;

    WrongArithmeticException(String message) {
      super("WRONG_ARITHMETIC", message);
    }
  }

  /**
   * Compares the outputs of one picture of noise. Backward passes are not compared.
   *
   * @param batch as in training: PyTorch chooses kernels by it, and the wrong ones are of batches
   * @throws WrongArithmeticException if they differ
   */
  static void require(TorchNetwork network, NDManager manager, int batch) {
    Graph graph = network.graph();
    float[] pixels = new float[(int) graph.inputs().get(0).shape().elements()];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    float[][] expected = new Interpreter(graph).run(new float[][] {pixels});
    Set<Integer> ids = new HashSet<>();
    graph.outputs().forEach(output -> ids.add(output.id()));
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = network.input(scope, repeated(pixels, batch), batch);
      Map<Integer, NDArray> actual = network.forward(x, ids);
      for (int i = 0; i < expected.length; i++) {
        Value output = graph.outputs().get(i);
        boolean isLogit =
            graph.producer(output).orElseThrow().op().activation() == Activation.LOGISTIC;
        float[] found = Layouts.rowMajor(actual.get(output.id()));
        double apart = apart(found, repeated(expected[i], batch), isLogit);
        if (!(apart <= TOLERANCE)) {
          throw new WrongArithmeticException(message(graph.name(), i, apart));
        }
      }
      actual.values().forEach(NDArray::close);
    }
  }

  private static float[] repeated(float[] once, int times) {
    float[] all = new float[once.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, all, i * once.length, once.length);
    }
    return all;
  }

  private static String message(String name, int output, double apart) {
    String isa = System.getenv("ONEDNN_MAX_CPU_ISA");
    return "PyTorch computes something else than "
        + name
        + " on this processor: output "
        + output
        + " is off by "
        + apart
        + " of its largest number, expected at most "
        + TOLERANCE
        + (isa == null
            ? ". On some x86 processors its AVX-512 kernels are wrong: set"
                + " ONEDNN_MAX_CPU_ISA=AVX2 in the environment"
            : " (ONEDNN_MAX_CPU_ISA=" + isa + ")");
  }

  /** The largest difference over the largest expected number. */
  static double apart(float[] found, float[] expected, boolean isLogit) {
    double difference = 0;
    double largest = isLogit ? 1 : 1e-6;
    for (int i = 0; i < expected.length; i++) {
      double value = isLogit ? 1 / (1 + Math.exp(-found[i])) : found[i];
      // Math.max keeps what is not a number.
      difference = Math.max(difference, Math.abs(value - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference / largest;
  }
}
