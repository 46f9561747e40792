package dev.gossamer.codegen;

import dev.gossamer.plan.Plan;
import dev.gossamer.plan.Threading;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.Label;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.TableHandle;
import dev.gossamer.wasm.TableType;
import dev.gossamer.wasm.ValueType;
import java.util.function.Consumer;

/**
 * Writes what threads share a run with. All instances of the module share its memory; one calls
 * {@code idle()} once before anything else and {@code lead()} for each run; the others are inside
 * {@code work(looks)} until {@code stop()}.
 *
 * <p>{@code lead()} gives 0 when the run is over. Else it has waited for a while for a chunk that
 * another thread claimed, and gives a number that changes when chunks are done: {@code resume()}
 * goes on, with the same results. Whoever sees the same number for long knows that a thread has
 * ended within a chunk; after {@code stop()}, {@code run()} starts anew.
 *
 * <p>Whoever is free claims the next chunk with one atomic addition, which gives the phase and the
 * claims made in it together: a claim is always one of the present phase, however long its thread
 * was not running. Whoever finishes the last chunk of a phase opens the next. So a thread that has
 * claimed nothing holds nobody up, and there is no moment at which all must meet.
 *
 * <p>The leader takes chunks from the front, the others from the back, so that from phase to phase
 * each mostly finds in its cache the part of a picture that it wrote itself.
 *
 * <p>Who finds nothing to claim watches the claims. The leader may be a window's main thread, which
 * must not sleep; the others sleep after a while and are woken by whoever opens a phase.
 */
final class ThreadEmitter {
  private static final FunctionType NO_ARGUMENTS = FunctionType.of();
  private static final FunctionType ONE_ARGUMENT = FunctionType.of(ValueType.I32);

  /** What a claim from the front and one from the back add. */
  private static final long FRONT = 1;

  private static final long BACK = 1 << 16;

  /** The leader's looks at the claims before it gives an account, less than a millisecond. */
  private static final int LEADER_LOOKS = 1 << 16;

  private final ModuleBuilder module;
  private final Threading threading;
  private final int table;
  private final TableHandle functions;
  private final FunctionHandle open;

  ThreadEmitter(ModuleBuilder module, Plan plan, FunctionHandle[] chunks) {
    this.module = module;
    this.threading = plan.threading();
    this.table = plan.imageAddress() + threading.table().offset();
    this.functions = module.table(TableType.of(ValueType.FUNCREF, Math.max(1, chunks.length)));
    module.elements(functions, 0, chunks);
    this.open = module.function("open", ONE_ARGUMENT, (FunctionBuilder f) -> open(f));
  }

  void emit() {
    int idle = threading.phases().size();
    FunctionHandle share =
        module.function(
            "share",
            FunctionType.of(ValueType.I32, ValueType.I32).returning(ValueType.I32),
            (FunctionBuilder f) -> share(f));
    export("idle", NO_ARGUMENTS, f -> f.i32Const(idle).call(open));
    FunctionType account = NO_ARGUMENTS.returning(ValueType.I32);
    export("resume", account, f -> f.i32Const(idle).i32Const(0).call(share));
    export("lead", account, f -> f.i32Const(0).call(open).i32Const(idle).i32Const(0).call(share));
    export("work", ONE_ARGUMENT, f -> f.i32Const(idle + 1).localGet(0).call(share).drop());
    export("stop", NO_ARGUMENTS, f -> f.i32Const(idle + 1).call(open));
  }

  private void export(String name, FunctionType type, Consumer<FunctionBuilder> body) {
    module.export(name, module.function(name, type, body));
  }

  /** (phase): lets its chunks be claimed. */
  private void open(FunctionBuilder f) {
    f.i32Const(0).i32Const(0).i32AtomicStore(threading.done());
    f.i32Const(0).localGet(0).i64ExtendI32U().i64Const(32).i64Shl();
    f.i64AtomicStore(threading.claims());
    f.i32Const(0).i32AtomicLoad(threading.sleepers());
    f.ifThen(() -> f.i32Const(0).i32Const(-1).memoryAtomicNotify(threading.claims() + 4).drop());
  }

  /**
   * (last, looks): claims and runs chunks until that phase, then gives 0; sleeps after so many
   * looks, or where that is 0 returns after {@link #LEADER_LOOKS} what has been done.
   */
  private void share(FunctionBuilder f) {
    int last = 0;
    int mostLooks = 1;
    int claim = f.local(ValueType.I64, "claim");
    int phase = f.local(ValueType.I32, "phase");
    int count = f.local(ValueType.I32, "count");
    f.loop(
        next -> {
          f.i32Const(0);
          f.i64Const(BACK).i64Const(FRONT).localGet(mostLooks).select();
          f.i64AtomicRmwAdd(threading.claims()).localTee(claim);
          f.i64Const(32).i64ShrU().i32WrapI64().localSet(phase);
          f.localGet(phase).i32Const(3).i32Shl().i32Load(table + 4).localSet(count);
          claimed(f, claim);
          f.localGet(count).i32LtU();
          f.ifThen(
              () -> {
                f.localGet(phase).i32Const(3).i32Shl().i32Load(table);
                f.localGet(count).i32Const(1).i32Sub();
                f.localGet(claim).i32WrapI64().i32Const(16).i32ShrU().i32Sub();
                f.localGet(claim).i32WrapI64().i32Const(0xffff).i32And();
                f.localGet(mostLooks).select();
                f.i32Add().callIndirect(functions, NO_ARGUMENTS);
                f.i32Const(0).i32Const(1).i32AtomicRmwAdd(threading.done());
                f.i32Const(1).i32Add().localGet(count).i32Eq();
                f.ifThen(() -> f.localGet(phase).i32Const(1).i32Add().call(open));
                f.br(next);
              });
          f.localGet(phase).localGet(last).i32GeU();
          f.ifThen(() -> f.i32Const(0).returnNow());
          watch(f, mostLooks, phase, count, next);
        });
    f.unreachable();
  }

  /** Pushes how many claims of the phase had been made, from either end. */
  private static void claimed(FunctionBuilder f, int claim) {
    f.localGet(claim).i32WrapI64().i32Const(0xffff).i32And();
    f.localGet(claim).i32WrapI64().i32Const(16).i32ShrU().i32Add();
  }

  /** Waits until there may be something to claim. */
  private void watch(FunctionBuilder f, int mostLooks, int phase, int count, Label next) {
    int claim = f.local(ValueType.I64, "seen");
    int looks = f.local(ValueType.I32, "looks");
    f.i32Const(LEADER_LOOKS).localGet(mostLooks).localGet(mostLooks).i32Eqz().select();
    f.localSet(looks);
    f.loop(
        again -> {
          f.i32Const(0).i64AtomicLoad(threading.claims()).localTee(claim);
          f.i64Const(32).i64ShrU().i32WrapI64().localGet(phase).i32Ne().brIf(next);
          // The same phase of a later run.
          claimed(f, claim);
          f.localGet(count).i32LtU().brIf(next);
          f.localGet(looks).i32Const(1).i32Sub().localTee(looks).brIf(again);
          f.localGet(mostLooks).i32Eqz();
          f.ifThen(
              () -> {
                f.localGet(phase).i32Const(16).i32Shl();
                f.i32Const(0).i32AtomicLoad(threading.done()).i32Add();
                f.i32Const(1).i32Add().returnNow();
              });
          f.i32Const(0).i32Const(1).i32AtomicRmwAdd(threading.sleepers()).drop();
          f.i32Const(0).localGet(phase).i64Const(-1).memoryAtomicWait32(threading.claims() + 4);
          f.drop();
          f.i32Const(0).i32Const(1).i32AtomicRmwSub(threading.sleepers()).drop();
          f.br(next);
        });
  }
}
