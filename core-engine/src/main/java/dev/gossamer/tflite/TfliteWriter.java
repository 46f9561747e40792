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
    for (Node node : graph.nodes()) {
      nodes.write(node);
    }
    return file.finish(graph.name(), indices(tensors, graph.inputs()), outputs(tensors, graph));
  }

  private static int[] outputs(TensorWriter tensors, Graph graph) {
    return indices(tensors, graph.outputs());
  }

  private static int[] indices(TensorWriter tensors, List<Value> values) {
    int[] indices = new int[values.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = tensors.stored(values.get(i));
    }
    return indices;
  }
}
