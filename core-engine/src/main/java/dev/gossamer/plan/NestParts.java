package dev.gossamer.plan;

import java.util.ArrayList;
import java.util.List;

/** Cuts elementwise kernels into parts that several threads can share. */
final class NestParts {
  private NestParts() {}

  /**
   * Calls that together do what the whole does: of each nest, ranges of its longest loop.
   *
   * @return fewer than two if it is not cut
   */
  static List<Call> of(ElementwiseKernel kernel, Call whole, int parts) {
    List<Call> calls = new ArrayList<>();
    for (int part = 0; part < parts && parts > 1; part++) {
      List<LoopNest> nests = new ArrayList<>();
      for (LoopNest nest : kernel.nests()) {
        int cut = longest(nest);
        LoopNest.Loop loop = nest.loops().get(cut);
        // Vectors stay whole, of elements or of what is transposed in tiles.
        int unit = loop.extent() >= 8 * parts ? 4 : 1;
        int units = loop.extent() / unit;
        int from = units * part / parts * unit;
        int to = part == parts - 1 ? loop.extent() : units * (part + 1) / parts * unit;
        if (from == to) {
          continue;
        }
        nests.add(range(nest, cut, from, to - from));
      }
      if (!nests.isEmpty()) {
        calls.add(new Call(kernel.withNests(nests), whole.operands()));
      }
    }
    return calls;
  }

  /** The loop with the most steps, of those without a table; the innermost never has one. */
  private static int longest(LoopNest nest) {
    int longest = nest.loops().size() - 1;
    for (int i = longest - 1; i >= 0; i--) {
      LoopNest.Loop loop = nest.loops().get(i);
      if (!loop.hasTable() && loop.extent() >= nest.loops().get(longest).extent()) {
        longest = i;
      }
    }
    return longest;
  }

  private static LoopNest range(LoopNest nest, int cut, int from, int extent) {
    LoopNest.Loop loop = nest.loops().get(cut);
    List<Integer> bases = new ArrayList<>();
    for (int i = 0; i < nest.bases().size(); i++) {
      bases.add(nest.bases().get(i) + from * loop.strides().get(i));
    }
    List<LoopNest.Loop> loops = new ArrayList<>(nest.loops());
    loops.set(cut, new LoopNest.Loop(extent, loop.strides(), -1));
    return new LoopNest(bases, loops);
  }
}
