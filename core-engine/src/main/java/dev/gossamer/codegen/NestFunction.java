package dev.gossamer.codegen;

import dev.gossamer.plan.LoopNest;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The loops around an elementwise body. Extents and strides are parameters, so that one function
 * serves every shape with the same number of loops and the same strides of the innermost one.
 *
 * <p>Parameters: the operands' addresses; per outer loop its extent and either a table's address or
 * a stride per operand; the extent of the innermost loop.
 */
final class NestFunction {
  /** What happens at the innermost place. */
  interface Body {
    /** Emitted before the innermost loop; pointers are at its first element. */
    default void start(int[] pointers) {}

    /**
     * One vector or, if {@code whole} is false, one element.
     *
     * @param pointers locals with the operands' addresses
     */
    void step(int[] pointers, boolean whole);
  }

  /**
   * All that the code depends on.
   *
   * @param content the body's own key
   * @param strides of the innermost loop, per operand
   * @param tables per outer loop, whether offsets come from a table
   * @param vectors whether the innermost loop goes by vectors
   */
  private record Key(
      Object content, List<Integer> strides, List<Boolean> tables, boolean vectors) {}

  private final FunctionBuilder f;
  private final Key key;
  private final Body body;
  private final int operands;
  private int nextParameter;

  private NestFunction(FunctionBuilder f, Key key, Body body) {
    this.f = f;
    this.key = key;
    this.body = body;
    this.operands = key.strides.size();
  }

  /**
   * Emits a call that runs the nest.
   *
   * @param addresses locals with the operands' addresses, then the tables'
   * @param content a record of all that the body depends on
   */
  static void call(
      Emission emission,
      FunctionBuilder f,
      LoopNest nest,
      int[] addresses,
      String name,
      Object content,
      boolean vectors,
      Function<FunctionBuilder, Body> body) {
    List<LoopNest.Loop> outer = nest.loops().subList(0, nest.loops().size() - 1);
    List<Boolean> tables = new ArrayList<>();
    int operands = nest.bases().size();
    int parameters = operands + 1;
    for (LoopNest.Loop loop : outer) {
      tables.add(loop.hasTable());
      parameters += 1 + (loop.hasTable() ? 1 : operands);
    }
    Key key = new Key(content, nest.inner().strides(), tables, vectors);
    int count = parameters;
    FunctionHandle function =
        emission.shared(
            key,
            () ->
                emission.function(
                    name, count, g -> new NestFunction(g, key, body.apply(g)).emit()));
    for (int i = 0; i < operands; i++) {
      f.localGet(addresses[i]);
      if (nest.bases().get(i) != 0) {
        f.i32Const(nest.bases().get(i)).i32Add();
      }
    }
    for (LoopNest.Loop loop : outer) {
      f.i32Const(loop.extent());
      if (loop.hasTable()) {
        f.localGet(addresses[operands + loop.table()]);
      } else {
        for (int stride : loop.strides()) {
          f.i32Const(stride);
        }
      }
    }
    f.i32Const(nest.inner().extent()).call(function);
  }

  private void emit() {
    int[] pointers = new int[operands];
    for (int i = 0; i < operands; i++) {
      pointers[i] = i;
    }
    nextParameter = operands;
    loop(0, pointers);
  }

  private void loop(int level, int[] pointers) {
    if (level == key.tables.size()) {
      inner(pointers);
      return;
    }
    boolean table = key.tables.get(level);
    int extent = nextParameter++;
    int first = nextParameter;
    nextParameter += table ? 1 : operands;
    int count = f.local(ValueType.I32);
    int entry = table ? f.local(ValueType.I32) : -1;
    int[] own = new int[operands];
    f.localGet(extent).localSet(count);
    for (int i = 0; i < operands; i++) {
      own[i] = f.local(ValueType.I32);
      if (!table) {
        f.localGet(pointers[i]).localSet(own[i]);
      }
    }
    if (table) {
      f.localGet(first).localSet(entry);
    }
    f.countDown(
        count,
        () -> {
          for (int i = 0; table && i < operands; i++) {
            f.localGet(pointers[i]).localGet(entry).i32Load(4 * i).i32Add().localSet(own[i]);
          }
          loop(level + 1, own);
          for (int i = 0; !table && i < operands; i++) {
            f.localGet(own[i]).localGet(first + i).i32Add().localSet(own[i]);
          }
          if (table) {
            f.increment(entry, 4 * operands);
          }
        });
  }

  private void inner(int[] pointers) {
    int extent = nextParameter;
    int[] own = new int[operands];
    for (int i = 0; i < operands; i++) {
      own[i] = f.local(ValueType.I32);
      f.localGet(pointers[i]).localSet(own[i]);
    }
    body.start(own);
    int count = f.local(ValueType.I32);
    if (key.vectors) {
      f.localGet(extent).i32Const(2).i32ShrU().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> step(own, true)));
      f.localGet(extent).i32Const(3).i32And().localTee(count);
      f.ifThen(() -> f.countDown(count, () -> step(own, false)));
    } else {
      f.localGet(extent).localSet(count);
      f.countDown(count, () -> step(own, false));
    }
  }

  private void step(int[] pointers, boolean whole) {
    body.step(pointers, whole);
    for (int i = 0; i < operands; i++) {
      int stride = key.strides.get(i) * (whole ? 4 : 1);
      if (stride != 0) {
        f.increment(pointers[i], stride);
      }
    }
  }
}
