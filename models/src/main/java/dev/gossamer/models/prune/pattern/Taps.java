package dev.gossamer.models.prune.pattern;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Depthwise windows keep the same number of taps in every channel, in at most so many different
 * arrangements: each becomes straight code (after PCONV, Ma et al. 2020).
 *
 * @param patterns how many arrangements a layer may have
 */
public record Taps(int patterns) implements Pattern {
  /** What TapPatterns of the planner has code for in a layer of usual size. */
  static final int DEFAULT_PATTERNS = 8;

  public Taps {
    if (patterns < 1) {
      throw new IllegalArgumentException("taps needs at least one pattern, got " + patterns);
    }
  }

  @Override
  public String label() {
    return "taps/" + patterns;
  }

  @Override
  public boolean isDepthwise() {
    return true;
  }

  /**
   * Arrangements are added greedily: the one that keeps most importance beyond those chosen so far.
   * Candidates are the best taps of each channel and of all channels together.
   */
  @Override
  public Mask select(float[] importance, int taps, int channels, double sparsity) {
    Units.check(importance, taps, channels, sparsity);
    List<boolean[]> candidates = candidates(importance, taps, channels, sparsity);
    double[] best = new double[channels];
    int[] chosen = new int[channels];
    for (int round = 0; round < patterns; round++) {
      int next = -1;
      double most = 0;
      for (int i = 0; i < candidates.size(); i++) {
        double gain = 0;
        for (int channel = 0; channel < channels; channel++) {
          double kept = kept(importance, candidates.get(i), channels, channel);
          gain += Math.max(0, kept - best[channel]);
        }
        if (next < 0 && round == 0 || gain > most) {
          next = i;
          most = gain;
        }
      }
      if (next < 0) {
        break;
      }
      for (int channel = 0; channel < channels; channel++) {
        double kept = kept(importance, candidates.get(next), channels, channel);
        if (round == 0 || kept > best[channel]) {
          best[channel] = kept;
          chosen[channel] = next;
        }
      }
    }
    boolean[] keep = new boolean[importance.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = candidates.get(chosen[i % channels])[i / channels];
    }
    return new Mask(taps, channels, keep);
  }

  private static List<boolean[]> candidates(
      float[] importance, int taps, int channels, double sparsity) {
    int count = Units.kept(taps, sparsity);
    float[] together = new float[taps];
    Set<List<Boolean>> distinct = new LinkedHashSet<>();
    for (int channel = 0; channel < channels; channel++) {
      float[] own = new float[taps];
      for (int tap = 0; tap < taps; tap++) {
        own[tap] = importance[tap * channels + channel];
        together[tap] += own[tap];
      }
      distinct.add(flags(Units.best(own, count)));
    }
    distinct.add(flags(Units.best(together, count)));
    List<boolean[]> candidates = new ArrayList<>();
    for (List<Boolean> flags : distinct) {
      boolean[] array = new boolean[taps];
      for (int tap = 0; tap < taps; tap++) {
        array[tap] = flags.get(tap);
      }
      candidates.add(array);
    }
    return candidates;
  }

  private static List<Boolean> flags(boolean[] array) {
    List<Boolean> flags = new ArrayList<>();
    for (boolean flag : array) {
      flags.add(flag);
    }
    return flags;
  }

  private static double kept(float[] importance, boolean[] taps, int channels, int channel) {
    double sum = 0;
    for (int tap = 0; tap < taps.length; tap++) {
      sum += taps[tap] ? importance[tap * channels + channel] : 0;
    }
    return sum;
  }
}
