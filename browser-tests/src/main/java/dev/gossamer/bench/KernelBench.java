package dev.gossamer.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.CodegenOptions;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;
import dev.gossamer.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Compiles one-layer graphs and times the layer's step in a page, in turns with the peak. */
final class KernelBench {
  private static final String PEAK = "/kernels/peak.wasm";
  private static final String WASM = "/kernels/case.wasm";
  private static final String IMAGE = "/kernels/case.image";

  /** Short enough to fit between the interruptions of a busy machine. */
  private static final double BATCH_MILLISECONDS = 2;

  /** About 6 microseconds. */
  private static final int PEAK_PASSES = 1000;

  /**
   * @param peak GFLOP/s of multiply-adds between registers, the most of all batches
   */
  record Result(String browser, double peak, List<KernelResult> kernels) {}

  private final BenchServer server;
  private final int batches;

  KernelBench(BenchServer server, int batches) {
    this.server = server;
    this.batches = batches;
  }

  Result measure(Playwright playwright, List<KernelCase> cases, Consumer<KernelResult> progress) {
    server.bytes(PEAK, PeakModule.bytes());
    try (Browser browser =
        Chromium.launch(playwright).orElseThrow(() -> new BenchFailure(Chromium.MISSING))) {
      Page page = browser.newPage();
      page.navigate(server.url("/page/kernels.html"));
      page.waitForFunction("() => globalThis.kernels");
      page.evaluate("path => kernels.loadPeak(path)", PEAK);
      double peak = 0;
      Map<String, Double> dense = new HashMap<>();
      List<KernelResult> results = new ArrayList<>();
      for (KernelCase one : cases) {
        Timed timed = time(page, one);
        peak = Math.max(peak, timed.peakGflops());
        KernelResult result = timed.result();
        if (one.pattern() == KernelCase.Pattern.DENSE) {
          dense.put(one.shape(), result.microseconds());
        }
        result =
            result.withGain(dense.getOrDefault(one.shape(), Double.NaN) / result.microseconds());
        results.add(result);
        progress.accept(result);
      }
      return new Result(
          browser.browserType().name() + " " + browser.version(), peak, List.copyOf(results));
    }
  }

  private record Timed(KernelResult result, double peakGflops) {}

  private Timed time(Page page, KernelCase one) {
    Plan plan = plan(one);
    server.bytes(WASM, Codegen.compile(plan, CodegenOptions.RELAXED).wasm());
    server.bytes(IMAGE, plan.image());
    int index = measuredStep(plan);
    page.evaluate(
        "request => kernels.load(request)",
        Map.of(
            "wasm", WASM,
            "image", IMAGE,
            "imageAddress", plan.imageAddress(),
            "memoryBytes", plan.memoryBytes(),
            "index", index));
    Map<?, ?> answer =
        (Map<?, ?>)
            page.evaluate(
                "request => kernels.measure(request)",
                Map.of(
                    "batches", batches, "batchMs", BATCH_MILLISECONDS, "peakCount", PEAK_PASSES));
    List<Double> peak = BenchPage.numbers(answer.get("peak"));
    long peakOperations = PEAK_PASSES * PeakModule.OPERATIONS_PER_PASS;
    return new Timed(
        KernelResult.of(
            one,
            plan.steps().get(index).kernel().label(),
            BenchPage.numbers(answer.get("step")),
            peak,
            peakOperations),
        peakOperations / Statistics.minimum(peak) / 1e6);
  }

  /** The layers around it are not to be done together with the one that is measured. */
  static Plan plan(KernelCase one) {
    return Planner.plan(one.graph(), PlanOptions.LAYERS);
  }

  /** The step of the layer itself; a conversion of its result has the same name. */
  static int measuredStep(Plan plan) {
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      if (step.name().equals(KernelCase.NODE) && step.macs() > 0) {
        return i;
      }
    }
    throw new IllegalStateException("no step of the layer among " + plan.steps());
  }
}
