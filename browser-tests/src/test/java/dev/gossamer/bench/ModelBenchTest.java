package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.browser.InBrowser;
import dev.gossamer.testing.ProjectFolders;
import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The harness, with peers that are a few lines long; how fast anything is does not matter here. */
@InBrowser
class ModelBenchTest {
  private static final ModelBench.Effort SMALL = new ModelBench.Effort(1, 2, 5);

  private static ModelResult result;
  private static List<ColdStarts.Result> starts;

  @BeforeAll
  static void measureOnce() throws IOException {
    BenchModel model =
        BenchModel.of(
            "face_detection_short_range",
            Files.readAllBytes(ZooFiles.require("face_detection_short_range")));
    ProjectFolder project = new ProjectFolder(ProjectFolders.root());
    try (BenchServer server = project.serve(new PeerPackages(project.bench()));
        Playwright playwright = Chromium.playwright()) {
      // Knows the answers, in another order.
      fake(server, "right", "[answers[1], answers[0]]");
      fake(server, "wrong", "answers.map((answer) => answer.map((x) => x * 1.01))");
      fake(server, "short", "[answers[0]]");
      fake(server, "broken", "null.x");
      result =
          new ModelBench(playwright, server, SMALL)
              .measure(
                  model,
                  List.of(
                      Column.GOSSAMER,
                      peer("right"),
                      peer("wrong"),
                      peer("short"),
                      peer("broken")));
      fake(server, "late", "null.y");
      starts =
          new ColdStarts(playwright, server)
              .measure(model, result, List.of(peer("right"), peer("broken"), peer("late")), 1);
    }
  }

  private static void fake(BenchServer server, String name, String outputs) {
    String code =
        """
        const answers = await Promise.all([0, 1].map(async (i) =>
            new Float32Array(await (await fetch(`/model/out${i}.f32`)).arrayBuffer())));
        export const load = async () => ({ run: () => %s });
        """
            .formatted(outputs);
    server.bytes("/page/runtimes/" + name + ".mjs", code.getBytes(StandardCharsets.UTF_8));
  }

  private static Column peer(String name) {
    return new Column(name, name, name, ModelFormat.TFLITE, Map.of(), List.of());
  }

  private static ColumnResult column(String name) {
    return result.column(name).orElseThrow();
  }

  @Test
  void gossamerComputesWhatTheInterpreterDoes() {
    assertThat(column("gossamer").getError()).isPositive().isLessThan(1e-5);
  }

  @Test
  void everyRuntimeHasASlicePerRound() {
    assertThat(column("gossamer").getSlices()).hasSize(2);
    assertThat(column("right").getSlices())
        .hasSize(2)
        .allSatisfy(
            slice -> {
              assertThat(slice.runs()).isPositive();
              assertThat(slice.minimum()).isLessThanOrEqualTo(slice.median());
            });
    assertThat(column("right").getWarmUpRuns()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void outputsMayComeInAnyOrder() {
    assertThat(column("right").getError()).isZero();
  }

  @Test
  void aRuntimeWithOtherResultsIsLeftOut() {
    assertThat(column("wrong").getExcluded()).isEqualTo("wrong result");
    assertThat(column("wrong").getError()).isBetween(0.009, 0.011);
    assertThat(column("wrong").getSlices()).isEmpty();
    assertThat(column("short").getExcluded()).isEqualTo("wrong result");
  }

  @Test
  void aRuntimeThatFailsIsLeftOutWithItsReason() {
    assertThat(column("broken").getExcluded()).startsWith("fails: ").contains("null");
  }

  @Test
  void aRuntimeThatCannotStartIsInTheTableWithItsReason() {
    assertThat(starts)
        .extracting(ColdStarts.Result::name)
        .containsExactly("right", "broken", "late");
    assertThat(starts.get(0).isMeasured()).isTrue();
    assertThat(starts.get(0).minimum()).isPositive().isEqualTo(starts.get(0).median());
    // Left out of the speeds already, and failing only now.
    assertThat(starts.get(1).excluded()).isEqualTo(column("broken").getExcluded());
    assertThat(starts.get(2).excluded()).startsWith("fails: ").contains("null");
  }

  @Test
  void theFastestPeerIsOneThatWasMeasured() {
    assertThat(result.fastestPeer().map(ColumnResult::getName)).contains("right");
    assertThat(result.getSpeedUp().peer()).isEqualTo("right");
    assertThat(result.getSpeedUpWithAllChannels()).isNull();
  }

  @Test
  void theReportNamesModelsAndReasons() {
    PeersReport report =
        new PeersReport(
            "./gossamer bench peers",
            "2026-01-01T00:00:00Z",
            "a browser",
            Machine.now(),
            Machine.now(),
            SMALL,
            List.of(result),
            List.of("other: not here"),
            starts,
            List.of());

    assertThat(PeersMarkdown.of(report))
        .contains("| face_detection_short_range | 31 (31) | ")
        .contains("left out")
        .contains("fails: ")
        .contains("Left out: other: not here.")
        .contains("| face_detection_short_range, broken | fails: ")
        .contains("| face_detection_short_range, late | fails: ");
  }
}
