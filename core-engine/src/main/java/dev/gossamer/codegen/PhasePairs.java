package dev.gossamer.codegen;

import dev.gossamer.plan.LoopNest;
import dev.gossamer.plan.LoopNest.Loop;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Elementwise computation where inputs are split by even and odd columns and the output is not: a
 * vector of each makes two neighbouring vectors by shuffles, where a plain loop would store single
 * elements.
 */
final class PhasePairs implements NestFunction.Body {
  /**
   * What it depends on.
   *
   * @param phases per input, bytes from an even column to the odd one beside it: 4 where columns
   *     are not split, 0 where all are the same element
   */
  private record Content(Computation computation, List<Integer> phases) {}

  private final FunctionBuilder f;
  private final List<Integer> phases;
  private final Computation.Emitter computation;

  /** Per input, the vectors of the first four and the last four of eight columns. */
  private final int[][] vectors;

  private final int odd;

  private PhasePairs(Emission emission, FunctionBuilder f, Content content) {
    this.f = f;
    phases = content.phases;
    computation = new Computation.Emitter(emission, f, content.computation);
    vectors = new int[2][phases.size()];
    for (int[] half : vectors) {
      for (int i = 0; i < half.length; i++) {
        half[i] = f.local(ValueType.V128);
      }
    }
    odd = f.local(ValueType.V128);
  }

  /** Emits the nest if it has split inputs; false if nothing was emitted. */
  static boolean emit(
      Emission emission,
      FunctionBuilder f,
      Computation computation,
      LoopNest nest,
      int[] addresses) {
    int output = computation.inputs();
    Loop pair = null;
    Loop columns = null;
    for (Loop loop : nest.loops()) {
      if (!loop.hasTable() && loop.strides().get(output) == 4 && loop.extent() == 2) {
        pair = loop;
      } else if (!loop.hasTable() && loop.strides().get(output) == 8 && loop.extent() >= 4) {
        columns = loop;
      }
    }
    if (pair == null || columns == null || !isSplit(pair, columns, output)) {
      return false;
    }
    List<Loop> loops = new ArrayList<>(nest.loops());
    loops.remove(pair);
    loops.remove(columns);
    loops.add(columns);
    Content content = new Content(computation, pair.strides().subList(0, output));
    NestFunction.call(
        emission,
        f,
        new LoopNest(nest.bases(), loops),
        addresses,
        computation.formula().label() + " of pairs",
        content,
        true,
        g -> new PhasePairs(emission, g, content));
    return true;
  }

  /** Whether every input is split, or whole, or one element, and some input is split. */
  private static boolean isSplit(Loop pair, Loop columns, int inputs) {
    boolean some = false;
    for (int i = 0; i < inputs; i++) {
      int phase = pair.strides().get(i);
      int column = columns.strides().get(i);
      boolean split = column == 4 && phase > 4;
      boolean whole = column == 8 && phase == 4;
      boolean same = column == 0 && phase == 0;
      if (!split && !whole && !same) {
        return false;
      }
      some |= split;
    }
    return some;
  }

  @Override
  public void start(int[] pointers) {
    for (int i = 0; i < phases.size(); i++) {
      if (phases.get(i) == 0) {
        f.localGet(pointers[i]).v128Load32Splat(0, 4).localTee(vectors[0][i]);
        f.localSet(vectors[1][i]);
      }
    }
  }

  @Override
  public void step(int[] pointers, boolean whole) {
    for (int i = 0; i < phases.size(); i++) {
      int phase = phases.get(i);
      if (phase > 0) {
        Lanes.load(f, pointers[i], 0, 4, whole).localSet(vectors[0][i]);
        int other = phase == 4 && whole ? 16 : phase;
        Lanes.load(f, pointers[i], other, 4, whole).localSet(vectors[1][i]);
      }
      if (phase > 4 && whole) {
        interleave(vectors[0][i], vectors[1][i]);
      }
    }
    int output = pointers[phases.size()];
    for (int half = 0; half < 2; half++) {
      computation.push(vectors[half]).localSet(odd);
      f.localGet(output).localGet(odd);
      if (whole) {
        f.v128Store(16 * half, 4);
      } else {
        f.v128Store32Lane(4 * half, 0);
      }
    }
  }

  private void interleave(int even, int oddColumns) {
    f.localGet(oddColumns).localSet(odd);
    f.localGet(even).localGet(odd).i32x4Shuffle(2, 6, 3, 7).localSet(oddColumns);
    f.localGet(even).localGet(odd).i32x4Shuffle(0, 4, 1, 5).localSet(even);
  }
}
