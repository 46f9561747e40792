package dev.gossamer.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The time that a page's main thread has spent on a processor, from the kernel's scheduler
 * statistics: what other processes take away from the machine is not in it. Linux only.
 */
final class ThreadClock {
  private final Path statistics;

  private ThreadClock(Path statistics) {
    this.statistics = statistics;
  }

  /**
   * The clock of the thread that runs a page's scripts; empty where the system has no such
   * statistics. The page must have {@code bench.spin}.
   */
  static Optional<ThreadClock> of(Page page) {
    Map<ThreadClock, Long> before = new LinkedHashMap<>();
    for (long process : renderers(page.context().browser())) {
      ThreadClock clock =
          new ThreadClock(Path.of("/proc/" + process + "/task/" + process + "/schedstat"));
      if (Files.isReadable(clock.statistics)) {
        before.put(clock, clock.nanoseconds());
      }
    }
    // A browser has spare renderers; the page's is the one that works when the page does.
    page.evaluate("bench.spin(60)");
    ThreadClock busiest = null;
    long most = 0;
    for (Map.Entry<ThreadClock, Long> entry : before.entrySet()) {
      long took = entry.getKey().nanoseconds() - entry.getValue();
      if (took > most) {
        most = took;
        busiest = entry.getKey();
      }
    }
    return Optional.ofNullable(busiest);
  }

  private static long[] renderers(Browser browser) {
    CDPSession session = browser.newBrowserCDPSession();
    try {
      JsonObject answer = session.send("SystemInfo.getProcessInfo");
      return answer.getAsJsonArray("processInfo").asList().stream()
          .map(JsonElement::getAsJsonObject)
          .filter(process -> process.get("type").getAsString().equals("renderer"))
          .mapToLong(process -> process.get("id").getAsLong())
          .toArray();
    } finally {
      session.detach();
    }
  }

  /** Time on a processor since the thread began, as of when it last stopped or was last ticked. */
  long nanoseconds() {
    try {
      String line = Files.readString(statistics);
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (IOException gone) {
      throw new BenchFailure("the page's process has ended: " + gone.getMessage(), gone);
    }
  }
}
