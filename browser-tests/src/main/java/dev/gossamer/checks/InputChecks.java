package dev.gossamer.checks;

import dev.gossamer.SeededInput;
import java.util.List;

/** Seeded inputs are the same numbers everywhere. */
final class InputChecks {
  private InputChecks() {}

  static List<Check> all() {
    return List.of(Check.of("input/mulberry32", InputChecks::mulberry32));
  }

  private static void mulberry32(CheckRun run) {
    float[] floats = SeededInput.floats(12345, 10_000);
    // The first four that the oracles name.
    float[] first = {
      0.9797282814979553f, 0.3067522644996643f, 0.484205424785614f, 0.8179343938827515f
    };
    for (int i = 0; i < first.length; i++) {
      Expect.equal(first[i], floats[i], "element " + i);
    }
    run.record(floats);
  }
}
