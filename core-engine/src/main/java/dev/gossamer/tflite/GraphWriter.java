package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.List;

/**
 * A graph in TFLite's tables, for {@code .tflite} and for any other file that keeps the data of
 * constants in its own way.
 */
public final class GraphWriter {
  private final String name;
  private final FileAssembly file;
  private final int[] inputs;
  private final int[] outputs;

  private GraphWriter(String name, FileAssembly file, int[] inputs, int[] outputs) {
    this.name = name;
    this.file = file;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Puts all tables together, and all constants into the store.
   *
   * @throws IllegalArgumentException if the graph says what TFLite cannot, see {@link
   *     TfliteWriter#write(Graph, WriteOptions)}
   */
  public static GraphWriter of(Graph graph, ConstantStore constants) {
    FileAssembly file = new FileAssembly(constants);
    TensorWriter tensors = new TensorWriter(graph, constants, file);
    for (Value input : graph.inputs()) {
      tensors.define(input);
    }
    NodeWriter nodes = new NodeWriter(tensors, file);
    boolean[] read = valuesRead(graph);
    for (Node node : graph.nodes()) {
      if (isRead(node, read)) {
        nodes.write(node);
      }
    }
    int[] inputs = indices(tensors, graph.inputs());
    int[] outputs = indices(tensors, graph.outputs());
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = nodes.output(graph.outputs().get(i), outputs[i]);
    }
    return new GraphWriter(graph.name(), file, inputs, outputs);
  }

  /** Place of the table SubGraph. */
  public int writeGraph(FlatBufferBuilder builder) {
    return file.writeGraph(builder, name, inputs, outputs);
  }

  /** Places of the tables OperatorCode. */
  public int[] writeOperatorCodes(FlatBufferBuilder builder) {
    return file.writeCodes(builder);
  }

  /** Per value whether an output of the graph depends on it. */
  private static boolean[] valuesRead(Graph graph) {
    boolean[] read = new boolean[graph.values().size()];
    for (Value output : graph.outputs()) {
      read[output.id()] = true;
    }
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      for (Value input : node.inputs()) {
        read[input.id()] |= isRead(node, read);
      }
    }
    return read;
  }

  private static boolean isRead(Node node, boolean[] read) {
    for (Value output : node.outputs()) {
      if (read[output.id()]) {
        return true;
      }
    }
    return false;
  }

  private static int[] indices(TensorWriter tensors, List<Value> values) {
    int[] indices = new int[values.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = tensors.stored(values.get(i));
    }
    return indices;
  }
}
