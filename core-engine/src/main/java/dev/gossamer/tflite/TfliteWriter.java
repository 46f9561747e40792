package dev.gossamer.tflite;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Value;
import java.util.List;

/**
 * Writes {@code .tflite} files (schema version 3) that TFLite, LiteRT and their relatives run. Any
 * graph can be written, as it was read or as it was rewritten: what TFLite has no operator for
 * becomes several.
 *
 * <ul>
 *   <li>Padding is SAME or VALID where it is one of them, else a PAD in front.
 *   <li>Activations other than RELU, RELU6 and RELU_N1_TO_1 become operators: TFLite's kernels
 *       ignore the rest, although the format could say them.
 *   <li>A node that nothing reads is left out: TFLite's converter writes none, and tfjs-tflite
 *       0.0.1-alpha.10 fails at some that it finds.
 *   <li>A sparse constant gets a DENSIFY, a float16 one a DEQUANTIZE behind it, as TensorFlow's
 *       converter does.
 * </ul>
 *
 * <pre>{@code
 * byte[] file = TfliteWriter.write(graph, WriteOptions.DEFAULT.withWeights(Weights.FLOAT16));
 * }</pre>
 */
public final class TfliteWriter {
  private TfliteWriter() {}

  /** As {@link #write(Graph, WriteOptions)} with {@link WriteOptions#DEFAULT}. */
  public static byte[] write(Graph graph) {
    return write(graph, WriteOptions.DEFAULT);
  }

  /**
   * The whole file. {@link TfliteReader#read(byte[])} gives a graph with the same inputs, outputs,
   * names and results; with {@link WriteOptions#AS_STORED} the very same graph, if that came from a
   * file.
   *
   * @throws IllegalArgumentException if the graph says what TFLite cannot: a transposed convolution
   *     that drops all it computes, or integers that are dequantised in two ways
   */
  public static byte[] write(Graph graph, WriteOptions options) {
    FileAssembly file = new FileAssembly();
    TensorWriter tensors = new TensorWriter(graph, options, file);
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
    return file.finish(graph.name(), inputs, outputs);
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
