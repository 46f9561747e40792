package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How several threads share a run: phase after phase, the chunks of a phase in any order. A step
 * that is cut into parts is a phase with a chunk per part; neighbouring steps that are not make one
 * phase of one chunk. Borders that are cleared right before a step that is cut are one more chunk
 * of its phase: no kernel reads the border of what it writes, and none but the clearing one writes
 * it.
 *
 * @param phases in order; they cover the plan's steps exactly once
 * @param table two words per phase: number of its first chunk, counted over all phases, and number
 *     of its chunks; then twice two words for the states behind the last phase, which have none
 * @param control address of {@link #CONTROL_BYTES} bytes that the threads agree by; zero at first
 */
public record Threading(List<Phase> phases, Operand.Stream table, int control) {
  /**
   * Three words that are written by different threads at the same time, each in a line of its own.
   */
  public static final int CONTROL_BYTES = 192;

  public Threading {
    phases = List.copyOf(phases);
  }

  /**
   * Steps from {@code first} to the one before {@code end}, of which only the last may be cut:
   * those before it are the first chunk, then.
   */
  public record Phase(int first, int end, int chunks) {}

  static List<Phase> phases(List<Step> steps) {
    List<Phase> phases = new ArrayList<>();
    int i = 0;
    while (i < steps.size()) {
      int first = i;
      while (i < steps.size() && steps.get(i).parts().isEmpty()) {
        i++;
      }
      int clears = i;
      while (clears > first && steps.get(clears - 1).operator().equals(Step.CLEAR)) {
        clears--;
      }
      if (i == steps.size()) {
        clears = i;
      }
      if (clears > first) {
        phases.add(new Phase(first, clears, 1));
      }
      if (i < steps.size()) {
        int parts = steps.get(i++).parts().size();
        phases.add(new Phase(clears, i, parts + (i - 1 > clears ? 1 : 0)));
      }
    }
    return phases;
  }

  static int[] words(List<Phase> phases) {
    int[] words = new int[2 * phases.size() + 4];
    int chunk = 0;
    for (int i = 0; i < phases.size(); i++) {
      words[2 * i] = chunk;
      words[2 * i + 1] = phases.get(i).chunks();
      chunk += phases.get(i).chunks();
    }
    return words;
  }

  /**
   * Address of the claims: 64 bits, from the lowest the number of claims from the front (16) and
   * from the back (16), then the phase.
   */
  public int claims() {
    return control;
  }

  /** Address of the number of chunks of the phase that are done. */
  public int done() {
    return control + 64;
  }

  /** Address of the number of threads that sleep until the phase changes. */
  public int sleepers() {
    return control + 128;
  }
}
