package dev.gossamer.plan;

import dev.gossamer.plan.LoopNest.Loop;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the fewest and longest loops over given elements: offsets along each axis are cut into
 * nested arithmetic progressions (bands, phases, repetitions), neighbouring loops are joined where
 * strides allow, and the loop that vectorises best becomes the innermost.
 */
final class LoopNests {
  /** An axis of more pieces than this is walked through by a table of offsets instead. */
  private static final int MOST_PIECES = 4;

  private final List<LoopNest> nests = new ArrayList<>();
  private final List<int[]> tables;

  private LoopNests(List<int[]> tables) {
    this.tables = tables;
  }

  /** A piece of an axis: what it adds to the bases, and its loops. */
  private record Piece(int[] bases, List<Loop> loops) {}

  /** Operands of equal extents; the last one is written. */
  static LoopNests over(Placement... operands) {
    return over(new ArrayList<>(), operands);
  }

  /** The same; tables are appended to those of other nests of the same kernel. */
  static LoopNests over(List<int[]> tables, Placement... operands) {
    LoopNests result = new LoopNests(tables);
    int[][] sequences = new int[operands.length][];
    List<List<Piece>> axes = new ArrayList<>();
    for (int axis = 0; axis < operands[0].offsets().length; axis++) {
      for (int i = 0; i < operands.length; i++) {
        sequences[i] = operands[i].offsets()[axis];
      }
      axes.add(result.pieces(sequences));
    }
    int[] bases = new int[operands.length];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = operands[i].base();
    }
    result.product(axes, 0, bases, new ArrayList<>());
    return result;
  }

  /** One run of {@code count} neighbouring floats, the same for all operands. */
  static LoopNests run(int operands, int count) {
    LoopNests result = new LoopNests(List.of());
    List<Integer> bases = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      bases.add(0);
      strides.add(4);
    }
    result.nests.add(new LoopNest(bases, List.of(new Loop(count, strides, -1))));
    return result;
  }

  List<LoopNest> nests() {
    return nests;
  }

  /** Tables that loops refer to, in the order of their indices. */
  List<int[]> tables() {
    return tables;
  }

  private void product(List<List<Piece>> axes, int axis, int[] bases, List<Loop> loops) {
    if (axis == axes.size()) {
      nests.add(new LoopNest(boxed(bases), arrange(loops, bases.length)));
      return;
    }
    for (Piece piece : axes.get(axis)) {
      List<Loop> all = new ArrayList<>(loops);
      all.addAll(piece.loops);
      product(axes, axis + 1, sum(bases, piece.bases), all);
    }
  }

  /** Cuts the sequences of one axis, all of one length, into progressions. */
  private List<Piece> pieces(int[][] sequences) {
    int extent = sequences[0].length;
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < extent) {
      int run = run(sequences, at);
      int blocks = blocks(sequences, at, run);
      List<Loop> loops = new ArrayList<>();
      if (blocks > 1) {
        loops.add(new Loop(blocks, difference(sequences, at, at + run), -1));
      }
      if (run > 1) {
        loops.add(new Loop(run, difference(sequences, at, at + 1), -1));
      }
      pieces.add(new Piece(column(sequences, at), loops));
      at += run * blocks;
    }
    if (pieces.size() <= MOST_PIECES) {
      return pieces;
    }
    int[] table = new int[extent * sequences.length];
    for (int i = 0; i < extent; i++) {
      for (int k = 0; k < sequences.length; k++) {
        table[i * sequences.length + k] = sequences[k][i];
      }
    }
    tables.add(table);
    Loop loop = new Loop(extent, List.of(), tables.size() - 1);
    return List.of(new Piece(new int[sequences.length], List.of(loop)));
  }

  /** How many entries from {@code at} on are one arithmetic progression in every sequence. */
  private static int run(int[][] sequences, int at) {
    int extent = sequences[0].length;
    int end = Math.min(extent, at + 2);
    while (end < extent) {
      for (int[] sequence : sequences) {
        if (sequence[end] - sequence[end - 1] != sequence[at + 1] - sequence[at]) {
          return end - at;
        }
      }
      end++;
    }
    return end - at;
  }

  /** How many blocks of {@code run} entries are the first one, shifted by equal steps. */
  private static int blocks(int[][] sequences, int at, int run) {
    int extent = sequences[0].length;
    int blocks = 1;
    while (at + (blocks + 1) * run <= extent) {
      for (int[] sequence : sequences) {
        int shift = blocks * (sequence[at + run] - sequence[at]);
        for (int i = 0; i < run; i++) {
          if (sequence[at + blocks * run + i] - sequence[at + i] != shift) {
            return blocks;
          }
        }
      }
      blocks++;
    }
    return blocks;
  }

  private static List<Integer> difference(int[][] sequences, int from, int to) {
    List<Integer> difference = new ArrayList<>();
    for (int[] sequence : sequences) {
      difference.add(sequence[to] - sequence[from]);
    }
    return difference;
  }

  private static int[] column(int[][] sequences, int at) {
    int[] column = new int[sequences.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = sequences[i][at];
    }
    return column;
  }

  /** Sorts by the written operand's stride, joins what can be joined, puts the vector loop last. */
  private static List<Loop> arrange(List<Loop> loops, int operands) {
    List<Loop> sorted = new ArrayList<>(loops);
    sorted.sort((a, b) -> Integer.compare(weight(b), weight(a)));
    List<Loop> joined = new ArrayList<>();
    for (Loop loop : sorted) {
      int last = joined.size() - 1;
      if (last >= 0 && continues(joined.get(last), loop)) {
        Loop outer = joined.get(last);
        joined.set(last, new Loop(outer.extent() * loop.extent(), loop.strides(), -1));
      } else {
        joined.add(loop);
      }
    }
    int best = -1;
    for (int i = 0; i < joined.size(); i++) {
      boolean candidate = !joined.get(i).hasTable();
      if (candidate && (best < 0 || cost(joined.get(i)) <= cost(joined.get(best)))) {
        best = i;
      }
    }
    if (best >= 0) {
      joined.add(joined.remove(best));
    } else {
      List<Integer> still = new ArrayList<>();
      for (int i = 0; i < operands; i++) {
        still.add(0);
      }
      joined.add(new Loop(1, still, -1));
    }
    return joined;
  }

  private static int weight(Loop loop) {
    return loop.hasTable()
        ? Integer.MAX_VALUE
        : Math.abs(loop.strides().get(loop.strides().size() - 1));
  }

  private static boolean continues(Loop outer, Loop inner) {
    if (outer.hasTable() || inner.hasTable()) {
      return false;
    }
    for (int i = 0; i < inner.strides().size(); i++) {
      if (outer.strides().get(i) != inner.strides().get(i) * inner.extent()) {
        return false;
      }
    }
    return true;
  }

  /** Instructions per element if this loop is vectorised: rests of four run one by one. */
  private static double cost(Loop loop) {
    double perVector = 3;
    int operands = loop.strides().size();
    for (int i = 0; i < operands; i++) {
      perVector +=
          switch (loop.strides().get(i)) {
            case 0 -> 0;
            case 4 -> 1;
            case 8 -> i == operands - 1 ? 4 : 3;
            default -> i == operands - 1 ? 4 : 6;
          };
    }
    int vectors = loop.extent() / 4;
    int rest = loop.extent() % 4;
    return (8 + vectors * perVector + rest * (3 + operands)) / loop.extent();
  }

  private static List<Integer> boxed(int[] values) {
    List<Integer> list = new ArrayList<>();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private static int[] sum(int[] a, int[] b) {
    int[] sum = new int[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
