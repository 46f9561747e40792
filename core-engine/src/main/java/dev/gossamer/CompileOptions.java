package dev.gossamer;

/**
 * How to compile a model: {@code CompileOptions.SIMD.withRelaxedSimd()}.
 *
 * @param load name and rewriting, as for running it
 * @param relaxedSimd use relaxed SIMD: a third faster where the engine that runs the module has it;
 *     results agree within 1e-5 of the largest
 * @param names keep function names in the module, for profilers
 * @param threads make a module whose instances share a run, in a shared memory
 */
public record CompileOptions(
    LoadOptions load, boolean relaxedSimd, boolean names, boolean threads) {
  /** Plain 128-bit SIMD, which every engine of the last years has. */
  public static final CompileOptions SIMD =
      new CompileOptions(LoadOptions.DEFAULT, false, false, false);

  public CompileOptions withLoadOptions(LoadOptions newLoad) {
    return new CompileOptions(newLoad, relaxedSimd, names, threads);
  }

  public CompileOptions withRelaxedSimd() {
    return new CompileOptions(load, true, names, threads);
  }

  public CompileOptions withNames() {
    return new CompileOptions(load, relaxedSimd, true, threads);
  }

  public CompileOptions withThreads() {
    return new CompileOptions(load, relaxedSimd, names, true);
  }
}
