package dev.gossamer.bench;

import dev.gossamer.bench.KernelCase.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The picture of {@code bench kernels}: rates at one sparsity, the peak in the title. */
final class KernelsPlot {
  /** Where sparse models lie. */
  private static final double SPARSITY = 0.8;

  private KernelsPlot() {}

  static String svg(KernelBench.Result result) {
    BarPlot plot =
        BarPlot.of(
            String.format(Locale.ROOT, "GFLOP/s on non-zero weights; peak %.1f", result.peak()),
            List.of("no zeros", "80 % zeros", "80 % zeros in 2x1 blocks"));
    for (String shape : shapes(result)) {
      plot.group(
          shape,
          List.of(
              rate(result, shape, kernel -> kernel.pattern() == Pattern.DENSE),
              rate(result, shape, kernel -> isAt(kernel, Pattern.UNSTRUCTURED)),
              rate(result, shape, kernel -> isAt(kernel, Pattern.PAIRS))));
    }
    return plot.svg();
  }

  private static List<String> shapes(KernelBench.Result result) {
    return new ArrayList<>(result.kernels().stream().map(KernelResult::shape).distinct().toList());
  }

  private static boolean isAt(KernelResult kernel, Pattern pattern) {
    return kernel.pattern() == pattern && kernel.sparsity() == SPARSITY;
  }

  private static double rate(
      KernelBench.Result result, String shape, Predicate<KernelResult> which) {
    return result.kernels().stream()
        .filter(kernel -> kernel.shape().equals(shape))
        .filter(which)
        .mapToDouble(KernelResult::gflops)
        .findFirst()
        .orElse(Double.NaN);
  }
}
