package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which code serves which channels of a depthwise convolution. Hard-wired patterns do the least
 * work, but each is code; taps that are listed in the stream fit every channel and cost more each.
 *
 * @param groups channels that share a pattern
 */
record TapPatterns(List<Group> groups) {
  /** Windows of more taps are not unrolled into code. */
  private static final int MOST_HARD_WIRED = 49;

  /** Patterns of one layer. */
  private static final int MOST_PATTERNS = 8;

  /** The most frequent patterns are considered. */
  private static final int MOST_CANDIDATES = 64;

  /** A pattern is worth its code if it saves this part of the layer's work. */
  private static final double LEAST_SAVING = 0.03;

  /**
   * Work per vector beside the taps, in hard-wired taps: bias, activation, store. Measured with 0,
   * 2, 4, 6 and 9 of 9 taps on planes of 7, 14, 28 and 56: 3.8 to 5.7, less where listed.
   */
  private static final double VECTOR_COST = 5;

  /** Work of one listed tap, in hard-wired ones: 1.3 to 1.6, 1.9 where columns are folded. */
  private static final double LISTED_TAP_COST = 1.4;

  /**
   * @param channels output channels
   */
  record Group(TapPattern pattern, List<Integer> channels) {}

  /** Finds patterns for the non-zero weights of one layer. */
  static final class Chooser {
    private final float[] weights;
    private final int channels;
    private final Window window;
    private final List<Integer> order = new ArrayList<>();

    /** Per channel, the taps that are not zero; null for windows too large for one. */
    private long[] masks;

    /**
     * @param weights [KH,KW,channels]
     */
    Chooser(float[] weights, int channels, Window window) {
      this.weights = weights;
      this.channels = channels;
      this.window = window;
      for (int kx = 0; kx < window.width(); kx++) {
        for (int ky = 0; ky < window.height(); ky++) {
          order.add(ky * window.width() + kx);
        }
      }
    }

    /** One pattern for all channels, zero weights or not. */
    TapPatterns dense() {
      List<Integer> all = new ArrayList<>();
      for (int c = 0; c < channels; c++) {
        all.add(c);
      }
      boolean listed = window.taps() > MOST_HARD_WIRED;
      TapPattern pattern = listed ? TapPattern.LISTED : TapPattern.of(order);
      return new TapPatterns(List.of(new Group(pattern, all)));
    }

    /**
     * @param codeBudget how many taps may be hard-wired beside those of the first pattern
     */
    TapPatterns sparse(int codeBudget) {
      if (window.taps() > MOST_HARD_WIRED) {
        return dense();
      }
      findMasks();
      long union = 0;
      boolean alike = true;
      for (long mask : masks) {
        union |= mask;
        alike &= mask == masks[0];
      }
      if (alike) {
        return assign(List.of(union), false);
      }
      Map<Long, Integer> counts = new LinkedHashMap<>();
      for (long mask : masks) {
        counts.merge(mask, 1, Integer::sum);
      }
      double least = LEAST_SAVING * channels * hardWiredCost(union);
      List<Long> chosen = choose(counts, union, codeBudget, least, false);
      List<Long> besideListed = choose(counts, union, codeBudget, least, true);
      boolean listing = cost(counts, chosen, false) - cost(counts, besideListed, true) >= least;
      return assign(listing ? besideListed : chosen, listing);
    }

    /** Adds the pattern that saves most as long as it saves enough. */
    private static List<Long> choose(
        Map<Long, Integer> masks, long union, int codeBudget, double least, boolean listing) {
      List<Long> chosen = new ArrayList<>();
      chosen.add(union);
      if (union != 0 && masks.containsKey(0L)) {
        chosen.add(0L);
      }
      List<Long> candidates = new ArrayList<>(masks.keySet());
      candidates.sort((a, b) -> masks.get(b) - masks.get(a));
      candidates = candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
      double cost = cost(masks, chosen, listing);
      int budget = codeBudget;
      while (chosen.size() < MOST_PATTERNS) {
        long best = union;
        double bestCost = cost;
        for (long mask : candidates) {
          if (Long.bitCount(mask) <= budget && !chosen.contains(mask)) {
            chosen.add(mask);
            double now = cost(masks, chosen, listing);
            chosen.remove(chosen.size() - 1);
            if (now < bestCost) {
              best = mask;
              bestCost = now;
            }
          }
        }
        if (best == union || cost - bestCost < least) {
          break;
        }
        chosen.add(best);
        budget -= Long.bitCount(best);
        cost = bestCost;
      }
      return chosen;
    }

    private void findMasks() {
      masks = new long[channels];
      int at = 0;
      for (int tap = 0; tap < window.taps(); tap++) {
        long bit = 1L << tap;
        for (int c = 0; c < channels; c++) {
          if (weights[at++] != 0f) {
            masks[c] |= bit;
          }
        }
      }
    }

    private static double cost(Map<Long, Integer> masks, List<Long> chosen, boolean listing) {
      double cost = 0;
      for (Map.Entry<Long, Integer> entry : masks.entrySet()) {
        int pattern = best(entry.getKey(), chosen, listing);
        double each = pattern < 0 ? listedCost(entry.getKey()) : hardWiredCost(chosen.get(pattern));
        cost += each * entry.getValue();
      }
      return cost;
    }

    /** Index of the cheapest pattern with all taps of the mask, -1 if listing is cheaper. */
    private static int best(long mask, List<Long> chosen, boolean listing) {
      int best = -1;
      double least = listing ? listedCost(mask) : Double.MAX_VALUE;
      for (int i = 0; i < chosen.size(); i++) {
        long pattern = chosen.get(i);
        if ((mask & ~pattern) == 0 && hardWiredCost(pattern) <= least) {
          best = i;
          least = hardWiredCost(pattern);
        }
      }
      return best;
    }

    private static double hardWiredCost(long mask) {
      return VECTOR_COST + Long.bitCount(mask);
    }

    private static double listedCost(long mask) {
      return VECTOR_COST + LISTED_TAP_COST * Long.bitCount(mask);
    }

    private TapPatterns assign(List<Long> chosen, boolean listing) {
      List<List<Integer>> served = new ArrayList<>();
      for (int i = 0; i <= chosen.size(); i++) {
        served.add(new ArrayList<>());
      }
      for (int c = 0; c < channels; c++) {
        int pattern = best(masks[c], chosen, listing);
        served.get(pattern < 0 ? chosen.size() : pattern).add(c);
      }
      List<Group> groups = new ArrayList<>();
      for (int i = 0; i < chosen.size(); i++) {
        if (!served.get(i).isEmpty()) {
          groups.add(new Group(pattern(chosen.get(i)), served.get(i)));
        }
      }
      List<Integer> rest = served.get(chosen.size());
      if (!rest.isEmpty()) {
        // Loops of equal length in a row are predicted.
        rest.sort((a, b) -> Long.bitCount(masks[a]) - Long.bitCount(masks[b]));
        groups.add(new Group(TapPattern.LISTED, rest));
      }
      return new TapPatterns(groups);
    }

    private TapPattern pattern(long mask) {
      List<Integer> taps = new ArrayList<>();
      for (int tap : order) {
        if ((mask >> tap & 1) != 0) {
          taps.add(tap);
        }
      }
      return TapPattern.of(taps);
    }
  }

  List<TapPattern> patterns() {
    List<TapPattern> patterns = new ArrayList<>();
    for (Group group : groups) {
      patterns.add(group.pattern);
    }
    return patterns;
  }

  /** For people: {@code 9 taps for 421 channels, 0 for 59}. */
  String reason() {
    StringBuilder text = new StringBuilder();
    for (Group group : groups) {
      text.append(text.length() == 0 ? "" : ", ");
      if (group.pattern.listed()) {
        text.append("listed taps");
      } else {
        text.append(group.pattern.taps().size()).append(" taps");
      }
      text.append(" for ").append(group.channels.size()).append(" channels");
    }
    return text.toString();
  }
}
