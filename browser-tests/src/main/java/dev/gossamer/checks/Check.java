package dev.gossamer.checks;

import java.util.List;

/**
 * A check that runs on the JVM and in a page.
 *
 * @param name unique; group, slash, what is checked
 * @param files what {@link CheckRun#file} may be asked for: {@code models/NAME.tflite} for a model
 *     of the zoo, {@code oracles/…} for a known answer
 * @param body throws when the check fails
 */
public record Check(String name, List<String> files, Body body) {

  /** What a check does. */
  public interface Body {
    void run(CheckRun run);
  }

  public static Check of(String name, Body body) {
    return new Check(name, List.of(), body);
  }
}
