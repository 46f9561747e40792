package dev.gossamer.codegen;

/**
 * Which instructions emitted code may use.
 *
 * @param relaxed relaxed SIMD: fused multiply-add in one instruction; otherwise plain 128-bit SIMD
 * @param names whether function names are kept, for profiles and disassemblies
 * @param sharedMemory whether the module imports a shared memory
 */
public record CodegenOptions(boolean relaxed, boolean names, boolean sharedMemory) {
  public static final CodegenOptions SIMD = new CodegenOptions(false, false, false);
  public static final CodegenOptions RELAXED = new CodegenOptions(true, false, false);
}
