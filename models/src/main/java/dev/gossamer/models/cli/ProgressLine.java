package dev.gossamer.models.cli;

import dev.gossamer.models.prune.PrunableLayer;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that says what is being worked on; only where a person watches. */
final class ProgressLine {
  private final PrintWriter err;
  private final Terminal terminal;
  private final long start = System.nanoTime();

  /** What stands before, such as which of several things is being done. */
  private String title = "";

  ProgressLine(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void title(String next) {
    title = next.isEmpty() ? "" : next + ": ";
    show("");
  }

  void pruning(PrunableLayer layer, int index, int of) {
    String name = layer.name().length() > 40 ? "" : " " + layer.name();
    show("layer " + (index + 1) + " of " + of + name + ", ");
  }

  void searched(int picture, int of, int hands) {
    show("picture " + picture + " of " + of + ", " + hands + " hands, ");
  }

  private void show(String text) {
    if (terminal.isInteractive()) {
      err.print("\r\u001b[K" + title + text + elapsed());
      err.flush();
    }
  }

  void clear() {
    if (terminal.isInteractive()) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  String elapsed() {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s";
  }
}
