package dev.gossamer;

/** Runs a graph: arrays in the order of its inputs to arrays in the order of its outputs. */
interface Executor {
  /** Row-major arrays of the right lengths; the results are new arrays. */
  float[][] run(float[][] inputs);
}
