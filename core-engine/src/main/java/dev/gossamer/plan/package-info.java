/**
 * Decides how a rewritten graph runs: which layout every value gets, which kernel every layer,
 * where buffers lie, what is fused, and how threads share it. {@link dev.gossamer.plan.Planner}
 * chooses layouts from the last layer to the first, asking each {@link dev.gossamer.plan.Lowering}
 * what it would like to read; then lowerings write {@link dev.gossamer.plan.Step}s, weights packed
 * for their kernels, and buffers. A {@link dev.gossamer.plan.Plan} is all that code generation
 * sees; it knows nothing of WebAssembly's instructions.
 */
package dev.gossamer.plan;
