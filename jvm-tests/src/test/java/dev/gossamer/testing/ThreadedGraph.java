package dev.gossamer.testing;

import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.CodegenOptions;
import dev.gossamer.codegen.CompiledModel;
import dev.gossamer.graph.Graph;
import dev.gossamer.plan.Buffer;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph compiled for threads and run in GraalWasm by one instance per thread, all in one shared
 * memory.
 */
public final class ThreadedGraph implements AutoCloseable {
  /** GraalWasm cannot wake a thread that sleeps. */
  private static final int NEVER_SLEEP = -1;

  private final CompiledModel model;
  private final GraalWasm.Memory memory;
  private final GraalWasm.Instance leader;
  private final List<Thread> workers = new ArrayList<>();

  /**
   * @param partMacs multiply-adds of a part, at least: small so that small shapes are cut
   * @param threads the leader included
   */
  public ThreadedGraph(Graph graph, boolean relaxed, int partMacs, int threads) {
    this(graph, relaxed, new PlanOptions(true, partMacs, PlanOptions.DEFAULT.bandBytes()), threads);
  }

  /** As the planner is told. */
  public ThreadedGraph(Graph graph, boolean relaxed, PlanOptions options, int threads) {
    Plan plan = Planner.plan(graph, options);
    model = Codegen.compile(plan, new CodegenOptions(relaxed, false, true));
    int pages = plan.memoryBytes() / 65536;
    memory = GraalWasm.sharedMemory(pages, pages);
    memory.writeBytes(plan.imageAddress(), plan.image());
    leader = GraalWasm.instantiate(model.wasm(), memory);
    leader.call("idle");
    for (int i = 1; i < threads; i++) {
      GraalWasm.Instance worker = GraalWasm.instantiate(model.wasm(), memory);
      Thread thread = new Thread(() -> worker.call("work", NEVER_SLEEP), "worker " + i);
      thread.setDaemon(true);
      thread.start();
      workers.add(thread);
    }
  }

  public Plan plan() {
    return model.plan();
  }

  /**
   * @param export {@code lead} to share the run, {@code run} to do it alone
   */
  public float[][] run(String export, float[]... inputs) {
    setInputs(inputs);
    int account = export.equals("lead") ? lead() : run();
    while (account != 0) {
      account = resume();
    }
    return outputs();
  }

  public void setInputs(float[]... inputs) {
    Plan plan = model.plan();
    for (int i = 0; i < inputs.length; i++) {
      memory.writeFloats(plan.inputs().get(i).address(), inputs[i]);
    }
  }

  /** Begins a shared run and does of it what there is to do; 0 if it is over. */
  public int lead() {
    return leader.call("lead").asInt();
  }

  /** Goes on with a run that was not over. */
  public int resume() {
    return leader.call("resume").asInt();
  }

  /** Ends the sharing; runs alone are possible afterwards. */
  public void stop() {
    leader.call("stop");
  }

  /** Starts a thread that claims one chunk of the next run and ends without having done it. */
  public Thread startOneThatDies() {
    int table = plan().imageAddress() + plan().threading().table().offset();
    byte[] wasm = thief(plan().threading().claims(), table);
    GraalWasm.Instance thief = GraalWasm.instantiate(wasm, memory);
    Thread thread = new Thread(() -> thief.call("steal"), "thief");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Claims from the front until it has got one: claims from both ends are below the chunks. */
  private static byte[] thief(int claims, int table) {
    ModuleBuilder module = new ModuleBuilder();
    module.importMemory("env", "memory", MemoryType.shared(1, 65536));
    module.export(
        "steal",
        module.function(
            "steal",
            FunctionType.of(),
            (FunctionBuilder f) -> {
              int claim = f.local(ValueType.I64, "claim");
              f.loop(
                  again -> {
                    f.i32Const(0).i64Const(1).i64AtomicRmwAdd(claims).localTee(claim);
                    f.i32WrapI64().i32Const(0xffff).i32And();
                    f.localGet(claim).i32WrapI64().i32Const(16).i32ShrU().i32Add();
                    f.localGet(claim).i64Const(32).i64ShrU().i32WrapI64();
                    f.i32Const(3).i32Shl().i32Load(table + 4).i32GeU().brIf(again);
                  });
            }));
    return module.toBytes();
  }

  private int run() {
    leader.call("run");
    return 0;
  }

  private float[][] outputs() {
    Plan plan = model.plan();
    float[][] outputs = new float[plan.outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      Buffer buffer = plan.outputs().get(i);
      int elements =
          buffer.layout().channels() * buffer.layout().height() * buffer.layout().width();
      outputs[i] = memory.readFloats(buffer.address(), elements);
    }
    return outputs;
  }

  /** Ends the workers; an assertion error if one does not. */
  @Override
  public void close() throws InterruptedException {
    stop();
    for (Thread worker : workers) {
      worker.join(10_000);
      if (worker.isAlive()) {
        throw new AssertionError(worker.getName() + " does not stop");
      }
    }
  }
}
