package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs in order, on the inputs of the call; dispose any time, any number of times. */
@InBrowser
class ModelLifeTest {
  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    api = ApiPage.open(page, server);
  }

  @Test
  void concurrentRunsSettleInOrderEachWithItsOwnResult() {
    assertThat(
            api.run(
                "const order = [];"
                    + "const runs = [0, 1, 2, 3, 4].map(async (i) => {"
                    + "  const { y } = await model.run(Float32Array.of(i, 0, 0, 0));"
                    + "  order.push(i); return y[0]; });"
                    + "return [await Promise.all(runs), order]"))
        .isEqualTo(List.of(List.of(1, 2, 3, 4, 5), List.of(0, 1, 2, 3, 4)));
  }

  @Test
  void inputsAreThoseOfTheCallEvenWhenTheArrayIsReused() {
    assertThat(
            api.run(
                "const x = new Float32Array(4);"
                    + "const runs = [];"
                    + "for (let i = 0; i < 4; i++) { x.fill(i); runs.push(model.run(x)); }"
                    + "x.fill(99);"
                    + "return (await Promise.all(runs)).map(({ y }) => y[0])"))
        .isEqualTo(List.of(1, 2, 3, 4));
  }

  @Test
  void everyResultIsTheCallersOwn() {
    assertThat(
            api.run(
                "const first = await model.run(Float32Array.of(1, 1, 1, 1));"
                    + "const second = await model.run(Float32Array.of(5, 5, 5, 5));"
                    + "return [first.y[0], second.y[0], first.y.buffer.byteLength]"))
        .isEqualTo(List.of(2, 6, 16));
  }

  @Test
  void aFailedRunDoesNotHarmTheNext() {
    assertThat(
            api.run(
                "const failed = model.run(new Float32Array(3)).catch((e) => e.code);"
                    + "const { y } = await model.run(Float32Array.of(1, 1, 1, 1));"
                    + "return [await failed, y[0]]"))
        .isEqualTo(List.of("INPUT_SHAPE", 2));
  }

  @Test
  void disposeLetsRunsUnderWayFinishAndRefusesLaterOnes() {
    assertThat(
            api.run(
                "const runs = [model.run(new Float32Array(4)), model.run(new Float32Array(4))];"
                    + "model.dispose(); model.dispose(); model[Symbol.dispose]();"
                    + "const finished = (await Promise.all(runs)).map(({ y }) => y[3]);"
                    + "const { code } = await failure(() => model.run(new Float32Array(4)));"
                    + "return [finished, code]"))
        .isEqualTo(List.of(List.of(4, 4), "DISPOSED"));
  }

  @Test
  void modelsAreIndependent() {
    assertThat(
            api.run(
                "const other = await Gossamer.load('../small.tflite');"
                    + "model.dispose();"
                    + "return (await other.run(new Float32Array(4))).y[3]"))
        .isEqualTo(4);
  }
}
