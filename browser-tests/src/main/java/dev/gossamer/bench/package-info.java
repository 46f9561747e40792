/**
 * Benchmarks in a real browser: {@code ./gossamer bench peers} runs every model beside other
 * runtimes in one page, {@code ./gossamer bench kernels} the compiled kernels beside the peak of
 * the machine.
 */
package dev.gossamer.bench;
