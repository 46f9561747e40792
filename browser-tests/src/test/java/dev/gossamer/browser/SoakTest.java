package dev.gossamer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.gossamer.browser.TestServer.Policy;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many lives of models: every promise settles and memory comes back. */
@InBrowser
class SoakTest {
  private ApiPage api;

  @BeforeEach
  void open(Page page, TestServer server) {
    api = ApiPage.open(page, server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"100 | PLAIN |", "20 | PLAIN | worker: true", "20 | ISOLATED | threads: 2"})
  void everyPromiseSettlesHoweverRunsAbortsAndDisposesInterleave(
      int lives, Policy policy, String options, Page page, TestServer server) {
    api = ApiPage.open(page, server, policy);
    Object outcome =
        api.run(
            """
            let seed = 1;
            const random = (n) => {
              seed = (seed * 1103515245 + 12345) %% 2147483648;
              return (seed >> 16) %% n; // the low bits repeat soon
            };
            const bytes = await (await fetch('../small.tflite')).arrayBuffer();
            const settled = { fulfilled: 0, rejected: 0 };
            const codes = new Set();
            const lives = %d;
            for (let life = 0; life < lives; life++) {
              const own = await Gossamer.load(bytes, { warmup: false, %s });
              if (%b && own.threads.count !== 2) throw new Error(own.threads.reason);
              const promises = [];
              const controllers = [];
              for (let action = 0; action < 1000 / lives; action++) {
                switch (random(12)) {
                  case 0:
                    own.dispose();
                    break;
                  case 1:
                  case 2:
                  case 3:
                    controllers[random(controllers.length || 1)]?.abort();
                    break;
                  case 4:
                    await new Promise((resolve) => setTimeout(resolve));
                    break;
                  default: {
                    const controller = new AbortController();
                    controllers.push(controller);
                    const input = Float32Array.of(action, 0, 0, 0);
                    const run = own.run(input, { signal: controller.signal }).then(({ y }) => {
                      if (y[0] !== action + 1) throw new Error('a wrong result: ' + y[0]);
                    });
                    promises.push(run);
                  }
                }
              }
              own.dispose();
              for (const { status, reason } of await Promise.allSettled(promises)) {
                settled[status]++;
                if (status === 'rejected') codes.add(reason.code ?? reason.message);
              }
            }
            return { ...settled, codes: [...codes].sort().join() };
            """
                .formatted(lives, options == null ? "" : options, policy == Policy.ISOLATED));
    @SuppressWarnings("unchecked")
    Map<String, Object> counts = (Map<String, Object>) outcome;
    assertThat(counts).containsEntry("codes", "ABORTED,DISPOSED");
    assertThat((int) counts.get("fulfilled")).isGreaterThan(50);
    assertThat((int) counts.get("rejected")).isGreaterThan(50);
  }

  /**
   * Memory is compared after 1,000 and after 10,000 cycles: what leaks grows, what is cached does
   * not.
   */
  @Test
  void tenThousandCyclesLeaveNoMemoryBehind(Page page) {
    CDPSession devTools = page.context().newCDPSession(page);
    api.run(
        """
        const bytes = await (await fetch('../small.tflite')).arrayBuffer();
        globalThis.cycles = async (count) => {
          for (let i = 0; i < count; i++) {
            const own = await Gossamer.load(bytes, { warmup: false });
            const { y } = await own.run(Float32Array.of(-10, 1, 2, 3));
            if (y[3] !== 7) throw new Error('a wrong result');
            own.dispose();
          }
        };
        """);
    page.evaluate("cycles(1000)");
    long before = heapBytes(devTools);
    page.evaluate("cycles(9000)");
    long after = heapBytes(devTools);
    // one page of WebAssembly in all; a leak of 8 bytes a cycle would be more
    assertThat(after - before).isLessThan(65_536);
  }

  /** The JavaScript heap, in which Java's objects lie, and what buffers hold. */
  private static long heapBytes(CDPSession devTools) {
    devTools.send("HeapProfiler.collectGarbage");
    devTools.send("HeapProfiler.collectGarbage");
    var usage = devTools.send("Runtime.getHeapUsage");
    long backing =
        usage.has("backingStorageSize") ? usage.get("backingStorageSize").getAsLong() : 0;
    return usage.get("usedSize").getAsLong() + backing;
  }
}
