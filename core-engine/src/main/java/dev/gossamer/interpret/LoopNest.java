package dev.gossamer.interpret;

import java.util.Arrays;

/**
 * The fewest nested loops that visit all elements of a tensor in several operands at once, each
 * with its own strides (0 to broadcast, negative to go backwards). Loops of one step are dropped,
 * loops that continue each other in every operand are merged, and the first operand's smallest
 * stride is innermost.
 */
final class LoopNest {
  /** Per loop, outermost first; at least one. */
  private final int[] extents;

  /** Per operand and loop. */
  private final int[][] strides;

  private LoopNest(int[] extents, int[][] strides) {
    this.extents = extents;
    this.strides = strides;
  }

  /**
   * @param extents per axis
   * @param strides per operand and axis
   */
  static LoopNest of(int[] extents, int[]... strides) {
    int[] order = order(extents, strides[0]);
    int[] merged = new int[Math.max(1, order.length)];
    int[][] mergedStrides = new int[strides.length][merged.length];
    merged[0] = 1;
    int loops = 0;
    for (int axis : order) {
      if (loops > 0 && continues(mergedStrides, loops - 1, strides, axis, extents[axis])) {
        loops--;
        merged[loops] *= extents[axis];
      } else {
        merged[loops] = extents[axis];
      }
      for (int operand = 0; operand < strides.length; operand++) {
        mergedStrides[operand][loops] = strides[operand][axis];
      }
      loops++;
    }
    loops = Math.max(1, loops);
    for (int operand = 0; operand < strides.length; operand++) {
      mergedStrides[operand] = Arrays.copyOf(mergedStrides[operand], loops);
    }
    return new LoopNest(Arrays.copyOf(merged, loops), mergedStrides);
  }

  /** The axes longer than one, by falling stride of the leading operand. */
  private static int[] order(int[] extents, int[] leading) {
    int[] order = new int[extents.length];
    int count = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 1) {
        continue;
      }
      int place = count++;
      while (place > 0 && leading[order[place - 1]] < leading[axis]) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = axis;
    }
    return Arrays.copyOf(order, count);
  }

  private static boolean continues(int[][] outer, int loop, int[][] strides, int axis, int extent) {
    for (int operand = 0; operand < strides.length; operand++) {
      if (outer[operand][loop] != strides[operand][axis] * extent) {
        return false;
      }
    }
    return true;
  }

  /** Steps of the innermost loop. */
  int innerExtent() {
    return extents[extents.length - 1];
  }

  /** Stride of an operand in the innermost loop. */
  int innerStride(int operand) {
    return strides[operand][extents.length - 1];
  }

  /** Starts at the first row; a row is one run of the innermost loop. */
  Cursor rows() {
    return new Cursor();
  }

  /** The place of all but the innermost loop, and what it means in each operand. */
  final class Cursor {
    private final int[] index = new int[extents.length - 1];
    private final int[] offsets = new int[strides.length];

    /** Where the current row starts in an operand. */
    int offset(int operand) {
      return offsets[operand];
    }

    /** Goes to the next row; false if there is none. */
    boolean next() {
      for (int loop = index.length - 1; loop >= 0; loop--) {
        boolean wraps = ++index[loop] == extents[loop];
        int steps = wraps ? 1 - extents[loop] : 1;
        for (int operand = 0; operand < offsets.length; operand++) {
          offsets[operand] += steps * strides[operand][loop];
        }
        if (!wraps) {
          return true;
        }
        index[loop] = 0;
      }
      return false;
    }
  }
}
