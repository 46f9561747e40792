package dev.gossamer.finetune;

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
import java.util.SplittableRandom;

/**
 * Tells the launcher in two seconds, rather than after pruning, whether PyTorch's kernels can be
 * used: exit code 0 if so, 3 if a 1x1 convolution is wrong, 1 if it cannot tell. oneDNN takes other
 * kernels if {@code ONEDNN_MAX_CPU_ISA} says so when a process starts, and not later.
 */
public final class KernelProbe {
  static final int WRONG = 3;

  /** Height and width, channels in and out, of 1x1 convolutions that were seen to be wrong. */
  private static final int[][] SIZES = {{32, 32, 36}, {28, 240, 40}, {14, 239, 80}, {14, 670, 112}};

  private static final Op POINTWISE =
      new Op.Conv2d(Stride.ONE, Stride.ONE, Padding.NONE, 1, Activation.NONE);

  /** As in training: PyTorch takes other kernels for one picture. */
  private static final int BATCH = 16;

  private KernelProbe() {}

  public static void main(String[] arguments) {
    System.exit(isRight() ? 0 : WRONG);
  }

  static boolean isRight() {
    try (NDManager manager = Torch.newManager()) {
      for (int[] size : SIZES) {
        ArithmeticCheck.require(
            new TorchNetwork(graph(size[0], size[1], size[2]), manager), manager, BATCH);
      }
      return true;
    } catch (WrongArithmeticException wrong) {
      return false;
    }
  }

  private static Graph graph(int extent, int channels, int filters) {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = new float[filters * channels];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble() - 0.5f;
    }
    Graph.Builder builder = Graph.builder("1x1 convolution");
    Value x = builder.input("x", Shape.of(1, extent, extent, channels));
    Value w = builder.constant("w", Constant.Floats.of(Shape.of(filters, 1, 1, channels), weights));
    Value b = builder.constant("b", Constant.Floats.of(Shape.of(filters), new float[filters]));
    return builder.output(builder.add("y", POINTWISE, x, w, b)).build();
  }
}
