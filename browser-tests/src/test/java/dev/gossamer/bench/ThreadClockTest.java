package dev.gossamer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Playwright;
import dev.gossamer.browser.Chromium;
import dev.gossamer.browser.InBrowser;
import dev.gossamer.testing.ProjectFolders;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@InBrowser
@EnabledOnOs(OS.LINUX)
class ThreadClockTest {
  @Test
  void runsWhenThePageWorksAndRestsWhenItRests() throws InterruptedException {
    ProjectFolder project = new ProjectFolder(ProjectFolders.root());
    try (BenchServer server = project.serve(new PeerPackages(project.bench()));
        Playwright playwright = Chromium.playwright();
        BenchPage page = BenchPage.open(playwright, server)) {
      Optional<ThreadClock> clock = page.findClock();
      assertThat(clock).isPresent();

      long start = clock.get().nanoseconds();
      page.spin(100);
      Thread.sleep(2);
      long worked = clock.get().nanoseconds() - start;
      // The browser may still compile or collect garbage for a while: one quiet rest is enough.
      long rested = Long.MAX_VALUE;
      for (int rest = 0; rest < 5; rest++) {
        long before = clock.get().nanoseconds();
        Thread.sleep(100);
        rested = Math.min(rested, clock.get().nanoseconds() - before);
      }

      assertThat(worked).isPositive();
      assertThat(rested).isLessThan(worked);
    }
  }
}
