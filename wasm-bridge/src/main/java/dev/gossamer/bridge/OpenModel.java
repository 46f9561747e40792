package dev.gossamer.bridge;

import dev.gossamer.LayerReport;
import dev.gossamer.Model;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.codegen.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that JavaScript holds by number, with the arrays its inputs are gathered in and its last
 * outputs.
 */
final class OpenModel {
  private final Model model;
  private final float[][] inputs;
  private final float[][] outputs;

  OpenModel(Model model) {
    this.model = model;
    inputs = new float[model.inputs().size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new float[model.inputs().get(i).shape().elements()];
    }
    outputs = new float[model.outputs().size()][];
  }

  float[] input(int index) {
    return entry(inputs, index, "input");
  }

  /** One output of the last run. */
  float[] output(int index) {
    float[] output = entry(outputs, index, "output");
    if (output == null) {
      throw new IllegalArgumentException("output " + index + " asked for before a run");
    }
    return output;
  }

  void run() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      TensorInfo info = model.inputs().get(i);
      named.put(info.name(), Tensor.of(info.shape(), inputs[i]));
    }
    Map<String, Tensor> results = model.run(named);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = results.get(model.outputs().get(i).name()).data();
    }
  }

  void close() {
    model.close();
  }

  /**
   * {@code {"name":…,"inputs":[{"name":…,"shape":[…],"dtype":"float32"}],"outputs":[…],
   * "removed":{"channels":…,"macs":…}}}.
   */
  String describe() {
    StringBuilder out = new StringBuilder("{\"name\":");
    Json.string(out, model.name());
    out.append(",\"inputs\":");
    describe(out, model.inputs());
    out.append(",\"outputs\":");
    describe(out, model.outputs());
    out.append(",\"removed\":{\"channels\":").append(model.removed().channels());
    out.append(",\"macs\":").append(model.removed().macs());
    return out.append("}}").toString();
  }

  /** The layers, as the steps of a compiled model's manifest are written. */
  String explain() {
    StringBuilder out = new StringBuilder("[");
    for (LayerReport layer : model.explain()) {
      out.append(out.length() == 1 ? "" : ",").append("{\"name\":");
      Json.string(out, layer.name());
      out.append(",\"operator\":");
      Json.string(out, layer.op());
      out.append(",\"kernel\":\"interpreter\",\"reason\":");
      Json.string(out, "the portable backend interprets every layer");
      out.append(",\"notes\":[");
      for (int i = 0; i < layer.notes().size(); i++) {
        out.append(i == 0 ? "" : ",");
        Json.string(out, layer.notes().get(i));
      }
      out.append(']');
      out.append(",\"macs\":").append(layer.macs());
      out.append(",\"executedMacs\":").append(layer.macsOnNonZeros());
      out.append(",\"parts\":1}");
    }
    return out.append(']').toString();
  }

  private static void describe(StringBuilder out, List<TensorInfo> tensors) {
    out.append('[');
    for (int i = 0; i < tensors.size(); i++) {
      TensorInfo tensor = tensors.get(i);
      out.append(i == 0 ? "" : ",").append("{\"name\":");
      Json.string(out, tensor.name());
      out.append(",\"shape\":");
      Json.ints(out, tensor.shape().dims());
      // FLOAT32 is the only type at the API.
      out.append(",\"dtype\":\"float32\"}");
    }
    out.append(']');
  }

  private static float[] entry(float[][] arrays, int index, String kind) {
    if (index < 0 || index >= arrays.length) {
      throw new IllegalArgumentException(kind + " " + index + " of " + arrays.length);
    }
    return arrays[index];
  }
}
