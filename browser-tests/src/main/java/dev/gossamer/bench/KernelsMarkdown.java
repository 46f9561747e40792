package dev.gossamer.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The tables of {@code bench kernels}, for people. */
final class KernelsMarkdown {
  private KernelsMarkdown() {}

  static String of(KernelsReport report) {
    StringBuilder text = new StringBuilder("# Gossamer's kernels beside the peak\n\n");
    KernelBench.Result result = report.result();
    line(text, "`%s`, %s, %s.", report.command(), report.date(), result.browser());
    line(
        text,
        "%s, %d cores, %s; load average %.1f before, %.1f after.",
        report.before().processor(),
        report.before().cores(),
        report.before().system(),
        report.before().load(),
        report.after().load());
    line(
        text,
        "Peak of one thread: **%.1f GFLOP/s** (12 chains of relaxed multiply-adds between"
            + " registers, the most of all batches). GFLOP/s count multiply-adds on non-zero"
            + " weights, in the least time of a call. \"of peak\" is against that peak; \"of neighbour\""
            + " against the peak measured just before each batch, the median over %d batches.\n",
        result.peak(),
        report.batches());
    for (KernelCase.Family family : KernelCase.Family.values()) {
      family(text, result, family);
    }
    return text.toString();
  }

  private static void family(
      StringBuilder text, KernelBench.Result result, KernelCase.Family family) {
    List<KernelResult> kernels =
        result.kernels().stream().filter(kernel -> kernel.family() == family).toList();
    if (kernels.isEmpty()) {
      return;
    }
    line(text, "## %s\n", title(family));
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "layer",
                "zeros",
                "kernel",
                "µs",
                "GFLOP/s",
                "of peak",
                "of neighbour",
                "against dense"));
    for (KernelResult kernel : kernels) {
      table.row(
          List.of(
              kernel.shape(),
              zeros(kernel),
              kernel.kernel(),
              number(kernel.microseconds()),
              number(kernel.gflops()),
              percent(kernel.gflops() / result.peak()),
              percent(kernel.ofNeighbour()),
              kernel.sparsity() == 0 ? "" : PeersMarkdown.ratio(kernel.gain())));
    }
    text.append(table).append('\n');
    for (KernelCase.Pattern pattern : KernelCase.Pattern.values()) {
      mean(text, result, kernels, pattern.name(), kernel -> kernel.pattern() == pattern);
    }
    text.append('\n');
  }

  private static void mean(
      StringBuilder text,
      KernelBench.Result result,
      List<KernelResult> kernels,
      String title,
      Predicate<KernelResult> which) {
    List<KernelResult> some = kernels.stream().filter(which).toList();
    if (some.size() < 2) {
      return;
    }
    line(
        text,
        "%s: geometric mean %s of peak, %s of neighbour; least %s, %s.",
        title.toLowerCase(Locale.ROOT),
        percent(
            Statistics.geometricMean(
                some.stream().mapToDouble(kernel -> kernel.gflops() / result.peak()).toArray())),
        percent(
            Statistics.geometricMean(
                some.stream().mapToDouble(KernelResult::ofNeighbour).toArray())),
        percent(
            some.stream()
                .mapToDouble(kernel -> kernel.gflops() / result.peak())
                .min()
                .getAsDouble()),
        percent(some.stream().mapToDouble(KernelResult::ofNeighbour).min().getAsDouble()));
  }

  private static String title(KernelCase.Family family) {
    return switch (family) {
      case POINTWISE -> "1x1 convolution";
      case STEM -> "First convolution";
      case DEPTHWISE -> "Depthwise convolution";
    };
  }

  private static String zeros(KernelResult kernel) {
    return switch (kernel.pattern()) {
      case DENSE -> "none";
      case UNSTRUCTURED -> percent(kernel.sparsity());
      case PAIRS -> percent(kernel.sparsity()) + ", 2x1";
    };
  }

  /** One line for one kernel, while it goes on. */
  static String summary(KernelResult kernel) {
    return String.format(
        Locale.ROOT,
        "  %-24s %-10s %8.1f µs %6.1f GFLOP/s, %s of neighbour; %s",
        kernel.shape(),
        zeros(kernel),
        kernel.microseconds(),
        kernel.gflops(),
        percent(kernel.ofNeighbour()),
        kernel.kernel());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
