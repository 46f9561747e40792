package dev.gossamer.testing;

import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.CodegenOptions;
import dev.gossamer.codegen.CompiledModel;
import dev.gossamer.graph.Graph;
import dev.gossamer.plan.Buffer;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;
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
    Plan plan = Planner.plan(graph, new PlanOptions(true, partMacs));
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
    Plan plan = model.plan();
    for (int i = 0; i < inputs.length; i++) {
      memory.writeFloats(plan.inputs().get(i).address(), inputs[i]);
    }
    leader.call(export);
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
    leader.call("stop");
    for (Thread worker : workers) {
      worker.join(10_000);
      if (worker.isAlive()) {
        throw new AssertionError(worker.getName() + " does not stop");
      }
    }
  }
}
