package dev.gossamer.interpret;

/**
 * A node made ready to run. It reads its inputs from and writes its outputs to {@code memory}, an
 * array per value id, in the layout of {@link Layout}. Arrays may be longer than their value; what
 * lies behind it is undefined.
 */
interface Kernel {
  void run(float[][] memory);
}
