package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast one kernel is.
 *
 * @param family what it is measured for
 * @param kernel the planner's choice
 * @param sparsity share of zeros, 0..1
 * @param microseconds least time of a call
 * @param gflops on non-zero weights, in that time
 * @param ofNeighbour the same as a share of the peak measured just before: the median over the
 *     batches
 * @param gain how many times as fast as the same layer without zeros, by least times; 1 for that
 *     layer itself
 */
record KernelResult(
    KernelCase.Family family,
    String shape,
    double sparsity,
    KernelCase.Pattern pattern,
    String kernel,
    double microseconds,
    double gflops,
    double ofNeighbour,
    double gain) {

  /**
   * @param step milliseconds per call, per batch
   * @param peak milliseconds per {@code peakOperations}, of the batch before
   */
  static KernelResult of(
      KernelCase one, String kernel, List<Double> step, List<Double> peak, long peakOperations) {
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < step.size(); i++) {
      shares.add(one.operations() / step.get(i) / (peakOperations / peak.get(i)));
    }
    double least = Statistics.minimum(step);
    return new KernelResult(
        one.family(),
        one.shape(),
        one.sparsity(),
        one.pattern(),
        kernel,
        least * 1e3,
        one.operations() / least / 1e6,
        Statistics.median(shares),
        1);
  }

  KernelResult withGain(double newGain) {
    return new KernelResult(
        family, shape, sparsity, pattern, kernel, microseconds, gflops, ofNeighbour, newGain);
  }
}
