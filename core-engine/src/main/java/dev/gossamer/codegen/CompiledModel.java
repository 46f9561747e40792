package dev.gossamer.codegen;

import dev.gossamer.plan.Plan;

/**
 * A model as one WebAssembly module and its weights.
 *
 * <p>The module imports its memory as {@code env.memory} (at least {@code plan.memoryBytes()}
 * bytes; before the first run the host copies {@code plan.image()} to {@code plan.imageAddress()})
 * and exports {@code run()}, which reads the inputs at their buffers' addresses and leaves the
 * outputs at theirs, and {@code step(i)}, which runs one step alone.
 *
 * @param wasm the binary
 */
public record CompiledModel(Plan plan, byte[] wasm) {}
