package dev.gossamer;

import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names and checks around an executor. */
final class LoadedModel implements Model {
  private final String name;
  private final List<TensorInfo> inputs;
  private final List<TensorInfo> outputs;
  private final List<LayerReport> layers;
  private final RemovedWork removed;
  private Executor executor;

  LoadedModel(
      String name,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs,
      List<LayerReport> layers,
      RemovedWork removed,
      Executor executor) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.layers = List.copyOf(layers);
    this.removed = removed;
    this.executor = executor;
  }

  /**
   * Describes inputs or outputs under unique names: an empty name becomes {@code prefix_index}, a
   * repeated one gets {@code _2}, {@code _3} and so on behind it.
   */
  static List<TensorInfo> describe(List<Value> values, String prefix) {
    Set<String> names = new HashSet<>();
    for (Value value : values) {
      names.add(value.name());
    }
    Set<String> taken = new HashSet<>();
    List<TensorInfo> infos = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      String base = value.name().isEmpty() ? prefix + "_" + i : value.name();
      String unique = base;
      boolean own = base.equals(value.name());
      for (int count = 2; taken.contains(unique) || (!own && names.contains(unique)); count++) {
        unique = base + "_" + count;
        own = false;
      }
      taken.add(unique);
      infos.add(new TensorInfo(unique, value.shape(), DataType.FLOAT32));
    }
    return infos;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TensorInfo> inputs() {
    return inputs;
  }

  @Override
  public List<TensorInfo> outputs() {
    return outputs;
  }

  @Override
  public List<LayerReport> explain() {
    return layers;
  }

  @Override
  public RemovedWork removed() {
    return removed;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> tensors) {
    if (executor == null) {
      throw new GossamerException("DISPOSED", "Model '" + name + "' was closed");
    }
    float[][] results = executor.run(arrays(tensors));
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      named.put(outputs.get(i).name(), Tensor.of(outputs.get(i).shape(), results[i]));
    }
    return named;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.close();
    }
    executor = null;
  }

  private float[][] arrays(Map<String, Tensor> tensors) {
    for (String given : tensors.keySet()) {
      if (!isInput(given)) {
        throw new GossamerException(
            "INPUT_NAME", "Unknown input '" + given + "', expected " + expectedNames());
      }
    }
    float[][] arrays = new float[inputs.size()][];
    for (int i = 0; i < arrays.length; i++) {
      TensorInfo input = inputs.get(i);
      Tensor tensor = tensors.get(input.name());
      if (tensor == null) {
        throw new GossamerException(
            "INPUT_NAME",
            "Missing input '" + input.name() + "', got " + new ArrayList<>(tensors.keySet()));
      }
      if (!tensor.shape().equals(input.shape())) {
        throw new GossamerException(
            "INPUT_SHAPE",
            "Input '"
                + input.name()
                + "' must have shape "
                + input.shape()
                + ", got "
                + tensor.shape());
      }
      arrays[i] = tensor.data();
    }
    return arrays;
  }

  private boolean isInput(String given) {
    for (TensorInfo input : inputs) {
      if (input.name().equals(given)) {
        return true;
      }
    }
    return false;
  }

  private String expectedNames() {
    List<String> names = new ArrayList<>();
    for (TensorInfo input : inputs) {
      names.add(input.name());
    }
    return "one of " + names;
  }
}
