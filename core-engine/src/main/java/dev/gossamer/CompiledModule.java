package dev.gossamer;

import dev.gossamer.plan.WeightImage;
import java.util.List;

/**
 * A model as one WebAssembly module made for it, and its weights.
 *
 * <p>The module imports its memory as {@code env.memory}. Before the first run the host copies
 * {@code image} to the address that the manifest names. Then it writes the inputs at their
 * addresses, calls the export {@code run()}, and reads the outputs at theirs; {@code step(i)} runs
 * one step alone.
 *
 * @param name as of {@link Model#name()}
 * @param wasm the module
 * @param weights in the order the kernels read them, as words of 32 bits in parts that follow one
 *     another; not to be written to
 * @param manifest addresses, sizes and steps, as JSON
 * @param inputs in the order of the manifest
 * @param outputs in the order of the manifest
 */
public record CompiledModule(
    String name,
    byte[] wasm,
    List<int[]> weights,
    String manifest,
    List<TensorInfo> inputs,
    List<TensorInfo> outputs) {

  /** The weights as the bytes that the host copies, little-endian; made anew by each call. */
  public byte[] image() {
    return WeightImage.bytes(weights);
  }
}
