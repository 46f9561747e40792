package dev.gossamer.models.cli;

import dev.gossamer.models.prune.PrunableLayer;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that says which layer is being worked on; only where a person watches. */
final class LayerProgress {
  private final PrintWriter err;
  private final Terminal terminal;
  private final long start = System.nanoTime();

  LayerProgress(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void pruning(PrunableLayer layer, int index, int of) {
    if (terminal.isInteractive()) {
      String name = layer.name().length() > 40 ? "" : " " + layer.name();
      err.print("\r\u001b[Klayer " + (index + 1) + " of " + of + name + ", " + elapsed());
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
