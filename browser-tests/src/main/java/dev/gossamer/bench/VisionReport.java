package dev.gossamer.bench;

import java.util.List;
import java.util.Locale;

/**
 * Everything that {@code bench vision} found out.
 *
 * @param command how it was called
 * @param date ISO 8601
 * @param before the machine when it began
 * @param after and when it ended
 */
record VisionReport(
    String command,
    String date,
    Machine before,
    Machine after,
    String peer,
    List<VisionResult> results) {
  String markdown() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "pipeline",
                "pictures",
                "given as",
                "difference, median",
                "worst",
                "Gossamer, ms",
                "MediaPipe, ms",
                "speed-up"));
    for (VisionResult result : results) {
      VisionAgreement agreement = result.agreement();
      String unit = " " + agreement.measure();
      table.row(
          List.of(
              result.name(),
              "" + agreement.pictures(),
              result.kind(),
              number("%.3g", agreement.typical()) + unit,
              number("%.3g", agreement.worst())
                  + unit
                  + (agreement.equal() ? "" : ", **not equal**"),
              number("%.2f", Statistics.median(result.gossamer())),
              number("%.2f", Statistics.median(result.mediapipe())),
              number("%.2fx", result.speedUp())));
    }
    return """
        # Whole pipelines

        `%s`, %s, Chromium %s; %s; %s, %d cores, load average %.1f before, %.1f after.

        %s"""
        .formatted(
            command,
            date,
            results.isEmpty() ? "" : results.get(0).browser(),
            peer,
            before.processor(),
            before.cores(),
            before.load(),
            after.load(),
            table);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
