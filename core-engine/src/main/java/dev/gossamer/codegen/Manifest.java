package dev.gossamer.codegen;

import dev.gossamer.RemovedWork;
import dev.gossamer.TensorInfo;
import dev.gossamer.plan.Buffer;
import dev.gossamer.plan.Plan;
import dev.gossamer.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host must know to run a compiled module, as JSON:
 *
 * <pre>{@code
 * {"name": …, "memoryBytes": …, "imageAddress": …, "imageBytes": …,
 *  "removed": {"channels": …, "macs": …},
 *  "inputs":  [{"name": …, "shape": […], "dtype": "float32", "address": …}],
 *  "outputs": [ the same ],
 *  "steps":   [{"name": …, "operator": …, "kernel": …, "reason": …, "notes": […],
 *               "macs": …, "executedMacs": …, "parts": …}]}
 * }</pre>
 *
 * Inputs and outputs are row-major float32 (NHWC for images) at their addresses. "removed" counts
 * what the rewriting of dead channels saved, "notes" say what it and the other rules did to the
 * layer.
 */
public final class Manifest {
  /** Of standalone modules that import nothing. */
  public static final int FORMAT = 1;

  /** Of standalone modules whose instances share a memory, which they import. */
  public static final int THREADS_FORMAT = 2;

  private final StringBuilder out = new StringBuilder();

  /** Notes by the name of the step they belong to; each is written once. */
  private final Map<String, List<String>> notes = new HashMap<>();

  private Manifest() {}

  /**
   * @param inputs names and shapes, in the order of the plan's inputs
   * @param outputs names and shapes, in the order of the plan's outputs
   * @param removed what removing dead channels saved
   * @param notes by node, what rewriting did to it
   */
  public static String json(
      String name,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs,
      Plan plan,
      RemovedWork removed,
      Map<String, List<String>> notes) {
    Manifest manifest = new Manifest();
    manifest.collect(notes, plan.fused());
    manifest.write(name, inputs, outputs, plan, removed);
    return manifest.out.toString();
  }

  /**
   * The manifest of a standalone module, which needs no addresses of weights and no explanations:
   *
   * <pre>{@code
   * {"format": 1 or, for threads, 2, "version": …, "backend": "relaxed" or "simd", "name": …, "memoryBytes": …,
   *  "inputs": […], "outputs": […],
   *  "steps": [{"name": …, "operator": …, "kernel": …, "macs": …, "executedMacs": …}]}
   * }</pre>
   *
   * @param version of the compiler
   */
  public static String standalone(
      String version,
      boolean relaxed,
      String name,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs,
      Plan plan) {
    Manifest manifest = new Manifest();
    StringBuilder out = manifest.out;
    int format = plan.threading() == null ? FORMAT : THREADS_FORMAT;
    out.append("{\"format\":").append(format).append(",\"version\":");
    manifest.string(version);
    out.append(",\"backend\":\"").append(relaxed ? "relaxed" : "simd").append("\",\"name\":");
    manifest.string(name);
    out.append(",\"memoryBytes\":").append(plan.memoryBytes()).append(",\"inputs\":");
    manifest.tensors(inputs, plan.inputs());
    out.append(",\"outputs\":");
    manifest.tensors(outputs, plan.outputs());
    out.append(",\"steps\":[");
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      out.append(i == 0 ? "" : ",");
      manifest.kernel(step);
      manifest.work(step);
    }
    return out.append("]}").toString();
  }

  private void collect(Map<String, List<String>> byNode, Map<String, String> fused) {
    for (Map.Entry<String, List<String>> entry : byNode.entrySet()) {
      String step = fused.getOrDefault(entry.getKey(), entry.getKey());
      notes.computeIfAbsent(step, name -> new ArrayList<>()).addAll(entry.getValue());
    }
  }

  private void write(
      String name,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs,
      Plan plan,
      RemovedWork removed) {
    out.append("{\"name\":");
    string(name);
    out.append(",\"memoryBytes\":").append(plan.memoryBytes());
    out.append(",\"imageAddress\":").append(plan.imageAddress());
    out.append(",\"imageBytes\":").append(plan.imageBytes());
    out.append(",\"removed\":{\"channels\":").append(removed.channels());
    out.append(",\"macs\":").append(removed.macs());
    out.append("},\"inputs\":");
    tensors(inputs, plan.inputs());
    out.append(",\"outputs\":");
    tensors(outputs, plan.outputs());
    out.append(",\"steps\":[");
    for (int i = 0; i < plan.steps().size(); i++) {
      out.append(i == 0 ? "" : ",");
      step(plan.steps().get(i));
    }
    out.append("]}");
  }

  private void tensors(List<TensorInfo> tensors, List<Buffer> buffers) {
    out.append('[');
    for (int i = 0; i < tensors.size(); i++) {
      TensorInfo tensor = tensors.get(i);
      out.append(i == 0 ? "" : ",").append("{\"name\":");
      string(tensor.name());
      out.append(",\"shape\":").append(tensor.shape());
      out.append(",\"dtype\":\"float32\",\"address\":")
          .append(buffers.get(i).address())
          .append('}');
    }
    out.append(']');
  }

  private void step(Step step) {
    kernel(step);
    out.append(",\"reason\":");
    string(step.reason());
    out.append(",\"notes\":");
    strings(step.isAuxiliary() ? null : notes.remove(step.name()));
    work(step);
  }

  private void kernel(Step step) {
    out.append("{\"name\":");
    string(step.name());
    out.append(",\"operator\":");
    string(step.operator());
    out.append(",\"kernel\":");
    string(step.kernel().label());
  }

  private void work(Step step) {
    out.append(",\"macs\":").append(step.macs());
    out.append(",\"executedMacs\":").append(step.executedMacs());
    out.append(",\"parts\":").append(Math.max(1, step.parts().size())).append('}');
  }

  private void strings(List<String> values) {
    out.append('[');
    for (int i = 0; values != null && i < values.size(); i++) {
      out.append(i == 0 ? "" : ",");
      string(values.get(i));
    }
    out.append(']');
  }

  private void string(String value) {
    Json.string(out, value);
  }
}
