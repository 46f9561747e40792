package dev.gossamer.wasm;

import static dev.gossamer.wasm.ValueType.I32;
import static dev.gossamer.wasm.ValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.types.MemoryLimits;

/** Waiting and waking between two threads, in Endive: GraalWasm has neither outside JavaScript. */
class WaitNotifyTest {
  private static final int CELL = 48;
  private static final int OK = 0;
  private static final int NOT_EQUAL = 1;
  private static final int TIMED_OUT = 2;

  private final ByteArrayMemory memory = new ByteArrayMemory(new MemoryLimits(1, 4, true));

  @Test
  void waitReturnsAtOnceWhenTheValueDiffersAndAfterItsTime() {
    memory.writeI32(CELL, 5);
    Instance instance = instance();
    assertThat(call(instance, "wait32", CELL, 6, -1)).isEqualTo(NOT_EQUAL);
    assertThat(call(instance, "wait32", CELL, 5, 1000)).isEqualTo(TIMED_OUT);
    assertThat(call(instance, "wait64", CELL, 6, -1)).isEqualTo(NOT_EQUAL);
    assertThat(call(instance, "wait64", CELL, 5, 1000)).isEqualTo(TIMED_OUT);
  }

  @Test
  void notifyWakesAWaitingThread() throws Exception {
    Instance waiter = instance();
    Instance waker = instance();
    assertThat(call(waker, "notify", CELL, 1)).as("nobody waits").isZero();
    CompletableFuture<Long> result =
        CompletableFuture.supplyAsync(() -> call(waiter, "wait32", CELL, 0, -1));
    long woken = 0;
    while (woken == 0 && !result.isDone()) {
      woken = call(waker, "notify", CELL, 1);
    }
    assertThat(woken).isEqualTo(1);
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(OK);
  }

  private static long call(Instance instance, String name, long... arguments) {
    return instance.export(name).apply(arguments)[0];
  }

  private Instance instance() {
    ModuleBuilder module =
        new ModuleBuilder().importMemory("env", "memory", MemoryType.shared(1, 4));
    module.export(
        "wait32",
        module.function(
            "wait32",
            FunctionType.of(I32, I32, I64).returning(I32),
            f -> f.localGet(0).localGet(1).localGet(2).memoryAtomicWait32(0)));
    module.export(
        "wait64",
        module.function(
            "wait64",
            FunctionType.of(I32, I64, I64).returning(I32),
            f -> f.localGet(0).localGet(1).localGet(2).memoryAtomicWait64(0)));
    module.export(
        "notify",
        module.function(
            "notify",
            FunctionType.of(I32, I32).returning(I32),
            f -> f.localGet(0).localGet(1).memoryAtomicNotify(0)));
    return Instance.builder(Parser.parse(module.toBytes()))
        .withImportValues(
            ImportValues.builder().addMemory(new ImportMemory("env", "memory", memory)).build())
        .build();
  }
}
