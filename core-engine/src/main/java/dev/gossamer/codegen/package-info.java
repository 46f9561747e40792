/**
 * Writes a {@link dev.gossamer.plan.Plan} as a WebAssembly module: one emitter per kind of {@link
 * dev.gossamer.plan.Kernel}, one function per distinct kernel, shared by all layers that need the
 * same code. Weights are data, never code. {@link dev.gossamer.codegen.Codegen} puts it together.
 */
package dev.gossamer.codegen;
