package dev.gossamer.demo;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens pages in the user's browser. */
final class Desktop {
  private Desktop() {}

  /** Does nothing where there is no display, or no program that opens pages. */
  static void open(String url) {
    command(System.getProperty("os.name"), System.getenv(), url)
        .ifPresent(
            command -> {
              try {
                new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
              } catch (IOException noSuchProgram) {
                // The address is on the screen anyway.
              }
            });
  }

  private static Optional<List<String>> command(
      String system, Map<String, String> environment, String url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", url));
    }
    if (name.startsWith("mac")) {
      return Optional.of(List.of("open", url));
    }
    boolean display =
        !environment.getOrDefault("DISPLAY", "").isEmpty()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    return display ? Optional.of(List.of("xdg-open", url)) : Optional.empty();
  }
}
