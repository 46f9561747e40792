package dev.gossamer.plan;

import java.util.List;

/**
 * Loops over elements of several operands at once, outermost first; the last loop is the one to
 * vectorise.
 *
 * @param bases per operand, the byte offset of the first element from the operand's address
 */
public record LoopNest(List<Integer> bases, List<Loop> loops) {
  public LoopNest {
    bases = List.copyOf(bases);
    loops = List.copyOf(loops);
  }

  /**
   * One loop.
   *
   * @param strides per operand, bytes from one pass to the next; empty if a table says
   * @param table index of the table of byte offsets (extent rows of one entry per operand), or -1
   */
  public record Loop(int extent, List<Integer> strides, int table) {
    public Loop {
      strides = List.copyOf(strides);
    }

    public boolean hasTable() {
      return table >= 0;
    }
  }

  /** The innermost loop. */
  public Loop inner() {
    return loops.get(loops.size() - 1);
  }
}
