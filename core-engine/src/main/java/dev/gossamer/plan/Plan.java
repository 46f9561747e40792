package dev.gossamer.plan;

import java.util.List;
import java.util.Map;

/**
 * A graph decided down to addresses: the calls to make, the weight image, and where inputs and
 * outputs lie.
 *
 * <p>Memory: [0, 64) unused, the weight image from {@link #imageAddress()}, the arena behind it.
 *
 * @param weights in the streams the kernels read, little-endian words part by part; copied to
 *     imageAddress before the first run
 * @param inputs row-major buffers, in the graph's order
 * @param outputs row-major buffers, in the graph's order
 * @param fused nodes that run in the epilogue of another: their names, and the name of the other's
 *     step
 * @param threading how threads share a run, or null if the plan is for one thread
 * @param memoryBytes how much linear memory the module needs
 */
public record Plan(
    String name,
    List<Step> steps,
    List<int[]> weights,
    int imageAddress,
    List<Buffer> inputs,
    List<Buffer> outputs,
    Map<String, String> fused,
    Threading threading,
    int memoryBytes) {
  public Plan {
    steps = List.copyOf(steps);
    weights = List.copyOf(weights);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    fused = Map.copyOf(fused);
  }

  /** The weights as bytes, a copy. */
  public byte[] image() {
    return WeightImage.bytes(weights);
  }

  /** Bytes of {@link #image}. */
  public int imageBytes() {
    return WeightImage.size(weights);
  }
}
