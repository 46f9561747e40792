package dev.gossamer.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and starts the Chromium that tests and benchmarks drive. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--disable-quic");

  private Chromium() {}

  /** What to say where {@link #launch} finds nothing. */
  public static final String MISSING =
      "no Chromium was found: install Chromium or Chrome, set GOSSAMER_CHROMIUM to it, or run ./gossamer test";

  /** Starts Playwright without its downloading browsers of its own. */
  public static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** Starts the browser; empty where there is none. */
  public static Optional<Browser> launch(Playwright playwright) {
    return launch(playwright, List.of());
  }

  /**
   * Starts the browser with more flags; empty where there is none.
   *
   * @param more as on Chromium's command line, for instance {@link FakeCamera#flags}
   */
  public static Optional<Browser> launch(Playwright playwright, List<String> more) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(more);
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(flags);
    Optional<Path> system = onSystem();
    if (system.isPresent()) {
      return Optional.of(playwright.chromium().launch(options.setExecutablePath(system.get())));
    }
    boolean playwrightsOwn = Files.isExecutable(Path.of(playwright.chromium().executablePath()));
    return playwrightsOwn ? Optional.of(playwright.chromium().launch(options)) : Optional.empty();
  }

  private static Optional<Path> onSystem() {
    String variable = System.getenv("GOSSAMER_CHROMIUM");
    if (variable != null && !variable.isBlank()) {
      return Optional.of(Path.of(variable));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String name : NAMES) {
      for (String folder : path.split(File.pathSeparator)) {
        Path candidate = Path.of(folder, name);
        if (Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
