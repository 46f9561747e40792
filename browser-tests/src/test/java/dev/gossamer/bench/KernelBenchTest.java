package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Playwright;
import dev.gossamer.bench.KernelCase.Family;
import dev.gossamer.bench.KernelCase.Pattern;
import dev.gossamer.browser.Chromium;
import dev.gossamer.browser.InBrowser;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.Step;
import dev.gossamer.testing.ProjectFolders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The harness; how fast anything is does not matter here. */
@InBrowser
class KernelBenchTest {
  @Test
  void casesCoverShapesSparsitiesAndPatterns() {
    List<KernelCase> cases = KernelCase.all();

    // nine shapes dense and at five sparsities in two patterns, one stem, eleven depthwise
    assertThat(cases).filteredOn(one -> one.family() == Family.POINTWISE).hasSize(9 * 11);
    assertThat(cases).filteredOn(one -> one.family() == Family.STEM).hasSize(1);
    assertThat(cases).filteredOn(one -> one.family() == Family.DEPTHWISE).hasSize(11);
  }

  @Test
  void everyCaseHasAStepOfItsOwn() {
    for (KernelCase one : KernelCase.all()) {
      Plan plan = KernelBench.plan(one);
      Step step = plan.steps().get(KernelBench.measuredStep(plan));
      assertThat(step.kernel().label()).as(one.shape()).matches("(pointwise|depthwise) .*");
    }
  }

  @Test
  void operationsCountNonZeroWeights() {
    KernelCase dense = find("56x56 128->128", 0, Pattern.DENSE);
    KernelCase pairs = find("56x56 128->128", 0.8, Pattern.PAIRS);

    assertThat(dense.operations()).isEqualTo(2L * 56 * 56 * 128 * 128);
    assertThat((double) pairs.operations() / dense.operations()).isCloseTo(0.2, within(1e-4));
  }

  private static KernelCase find(String shape, double sparsity, Pattern pattern) {
    return KernelCase.all().stream()
        .filter(one -> one.shape().equals(shape))
        .filter(one -> one.sparsity() == sparsity && one.pattern() == pattern)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFamilyIsTimedInTurnsWithThePeak() {
    List<KernelCase> cases =
        List.of(
            find("7x7 960->160", 0, Pattern.DENSE),
            find("7x7 960->160", 0.9, Pattern.UNSTRUCTURED),
            find("224x224 3->32, 3x3 s2", 0, Pattern.DENSE),
            find("14x14 512, 3x3 s1", 0, Pattern.DENSE));
    List<KernelResult> progress = new ArrayList<>();
    KernelBench.Result result;
    ProjectFolder project = new ProjectFolder(ProjectFolders.root());
    try (BenchServer server =
            BenchServer.start().folder("/page/", project.bench().resolve("page"));
        Playwright playwright = Chromium.playwright()) {
      result = new KernelBench(server, 2).measure(playwright, cases, progress::add);
    }

    assertThat(result.kernels()).isEqualTo(progress).hasSize(4);
    assertThat(result.peak()).isPositive();
    assertThat(result.kernels())
        .allSatisfy(
            kernel -> {
              assertThat(kernel.gflops()).isPositive();
              assertThat(kernel.kernel()).matches("(pointwise|depthwise) .*");
            });
    assertThat(result.kernels().get(0).gain()).isEqualTo(1);
    assertThat(result.kernels().get(1).gain()).isPositive();
    assertThat(KernelsMarkdown.of(report(result)))
        .contains("| 7x7 960->160 | none | pointwise", "## Depthwise convolution");
  }

  private static KernelsReport report(KernelBench.Result result) {
    return new KernelsReport(
        "./gossamer bench kernels",
        "2026-01-01T00:00:00Z",
        Machine.now(),
        Machine.now(),
        2,
        result);
  }
}
