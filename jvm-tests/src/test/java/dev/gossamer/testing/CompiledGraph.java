package dev.gossamer.testing;

import dev.gossamer.codegen.Codegen;
import dev.gossamer.codegen.CodegenOptions;
import dev.gossamer.codegen.CompiledModel;
import dev.gossamer.graph.Graph;
import dev.gossamer.plan.Buffer;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.PlanOptions;
import dev.gossamer.plan.Planner;

/**
 * A graph planned, compiled and run in GraalWasm: the fast path that tests hold against the oracle.
 */
public final class CompiledGraph {
  private final CompiledModel model;
  private final GraalWasm.Memory memory;
  private final GraalWasm.Instance instance;

  private CompiledGraph(CompiledModel model) {
    this.model = model;
    Plan plan = model.plan();
    memory = GraalWasm.memory(plan.memoryBytes() / 65536);
    memory.writeBytes(plan.imageAddress(), plan.image());
    instance = GraalWasm.instantiate(model.wasm(), memory);
  }

  public static CompiledGraph of(Graph graph, CodegenOptions options) {
    return of(graph, options, PlanOptions.DEFAULT);
  }

  /** As the planner is told. */
  public static CompiledGraph of(Graph graph, CodegenOptions options, PlanOptions planning) {
    return new CompiledGraph(Codegen.compile(Planner.plan(graph, planning), options));
  }

  public CompiledModel model() {
    return model;
  }

  /** Outputs for inputs, each row-major (NHWC), in the graph's order. May be called again. */
  public float[][] run(float[]... inputs) {
    Plan plan = model.plan();
    for (int i = 0; i < inputs.length; i++) {
      memory.writeFloats(plan.inputs().get(i).address(), inputs[i]);
    }
    instance.call("run");
    float[][] outputs = new float[plan.outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      Buffer buffer = plan.outputs().get(i);
      int elements =
          buffer.layout().channels() * buffer.layout().height() * buffer.layout().width();
      outputs[i] = memory.readFloats(buffer.address(), elements);
    }
    return outputs;
  }
}
