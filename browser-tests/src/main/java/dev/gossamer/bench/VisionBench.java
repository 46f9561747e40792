package dev.gossamer.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.gossamer.browser.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures whole pipelines: both sides in one page, the same pictures, in turns. */
final class VisionBench {
  private static final List<String> SIDES = List.of("gossamer", "mediapipe");
  private static final int WARM_UP_PICTURES = 40;

  private final BenchServer server;
  private final Path pictures;
  private final Function<String, byte[]> models;

  /**
   * @param server with the page, the peers' packages and the npm package
   * @param pictures the folder of them
   * @param models gives files by name
   */
  VisionBench(BenchServer server, Path pictures, Function<String, byte[]> models) {
    this.server = server;
    this.pictures = pictures;
    this.models = models;
  }

  /**
   * @param kind of picture that both are given, such as {@code ImageData}
   * @param width that pictures are scaled to; 0 for their own
   * @param threads of Gossamer's models; MediaPipe's have one
   * @param rounds slices of each side
   * @param perSlice pictures in one
   */
  VisionResult measure(
      Playwright playwright,
      VisionCase one,
      String kind,
      int width,
      int threads,
      int rounds,
      int perSlice) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    one.models().forEach(model -> files.put(model, models.apply(model)));
    Map<String, Object> request = new HashMap<>();
    request.put("task", one.task().id());
    request.put("files", one.serve(server, files));
    request.put("frames", serve(Pictures.of(pictures.resolve(one.file()), one.pictures(), width)));
    request.put("kind", kind);
    request.put("most", one.most());
    request.put("threads", threads);
    try (Browser browser =
        Chromium.launch(playwright).orElseThrow(() -> new BenchFailure(Chromium.MISSING))) {
      Page page = browser.newPage();
      page.navigate(server.url("/page/vision.html"));
      page.waitForFunction("() => globalThis.bench");
      page.evaluate("request => bench.open(request)", request);
      VisionAgreement agreement = compare(page, one.task());
      for (String side : SIDES) {
        slice(page, side, WARM_UP_PICTURES);
      }
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Map<String, Double> medians = new HashMap<>();
        for (String side : Rotation.order(SIDES, round)) {
          medians.put(side, Statistics.median(slice(page, side, perSlice)));
        }
        ours.add(medians.get("gossamer"));
        theirs.add(medians.get("mediapipe"));
        ratios.add(medians.get("mediapipe") / medians.get("gossamer"));
      }
      return new VisionResult(
          one.name(),
          one.models(),
          one.file(),
          kind,
          browser.version(),
          agreement,
          ours,
          theirs,
          ratios);
    } catch (PlaywrightException e) {
      throw new BenchFailure(one.name() + ": " + e.getMessage(), e);
    }
  }

  private List<Map<String, Object>> serve(List<Pictures.Picture> all) {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (Pictures.Picture picture : all) {
      String path = "/picture/" + frames.size();
      server.bytes(path, picture.rgb());
      frames.add(Map.of("path", path, "width", picture.width(), "height", picture.height()));
    }
    return frames;
  }

  private static VisionAgreement compare(Page page, VisionCase.Task task) {
    if (task == VisionCase.Task.MASKS) {
      return VisionAgreement.ofMasks(BenchPage.numbers(page.evaluate("() => bench.masks()")));
    }
    List<List<List<double[]>>> seen = new ArrayList<>();
    for (String side : SIDES) {
      seen.add(things((List<?>) page.evaluate("side => bench.results(side)", side)));
    }
    return task == VisionCase.Task.HANDS
        ? VisionAgreement.ofLandmarks(seen.get(0), seen.get(1))
        : VisionAgreement.ofBoxes(seen.get(0), seen.get(1));
  }

  /** Per picture, per hand or face: x and y of its points, one after another. */
  private static List<List<double[]>> things(List<?> pictures) {
    List<List<double[]>> all = new ArrayList<>();
    for (Object picture : pictures) {
      List<double[]> things = new ArrayList<>();
      for (Object thing : (List<?>) picture) {
        things.add(
            ((List<?>) thing)
                .stream()
                    .flatMap(point -> BenchPage.numbers(point).stream())
                    .mapToDouble(Double::doubleValue)
                    .toArray());
      }
      all.add(things);
    }
    return all;
  }

  private static List<Double> slice(Page page, String side, int count) {
    return BenchPage.numbers(
        page.evaluate("([side, count]) => bench.slice(side, count)", List.of(side, count)));
  }
}
