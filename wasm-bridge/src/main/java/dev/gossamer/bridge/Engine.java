package dev.gossamer.bridge;

import dev.gossamer.Model;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import dev.gossamer.interpret.Interpreter;
import dev.gossamer.tflite.TfliteReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads a model into the interpreter. */
final class Engine {
  private Engine() {}

  static Model load(String name, byte[] bytes) {
    Graph graph = TfliteReader.read(bytes);
    Interpreter interpreter = new Interpreter(graph);
    List<TensorInfo> inputs = describe(graph.inputs());
    List<TensorInfo> outputs = describe(graph.outputs());
    return new Model() {
      @Override
      public String name() {
        return graph.name().isEmpty() ? name : graph.name();
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
      public Map<String, Tensor> run(Map<String, Tensor> tensors) {
        float[][] arrays = new float[inputs.size()][];
        for (int i = 0; i < arrays.length; i++) {
          arrays[i] = tensors.get(inputs.get(i).name()).data();
        }
        float[][] results = interpreter.run(arrays);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
          named.put(outputs.get(i).name(), Tensor.of(outputs.get(i).shape(), results[i]));
        }
        return named;
      }

      @Override
      public void close() {}
    };
  }

  private static List<TensorInfo> describe(List<Value> values) {
    List<TensorInfo> infos = new ArrayList<>();
    for (Value value : values) {
      infos.add(new TensorInfo(value.name(), value.shape(), DataType.FLOAT32));
    }
    return infos;
  }
}
