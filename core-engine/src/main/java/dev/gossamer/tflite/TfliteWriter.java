package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.schema.Model;

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
  private static final int SCHEMA_VERSION = 3;

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
    TfliteBuffers buffers = new TfliteBuffers(options);
    GraphWriter tables = GraphWriter.of(graph, buffers);
    FlatBufferBuilder file = new FlatBufferBuilder(buffers.expectedBytes());
    int bufferVector = buffers.write(file);
    int subgraph = tables.writeGraph(file);
    int subgraphVector = Model.createSubgraphsVector(file, new int[] {subgraph});
    int codeVector = Model.createOperatorCodesVector(file, tables.writeOperatorCodes(file));
    int description = file.createString("Gossamer");
    int model =
        Model.createModel(
            file, SCHEMA_VERSION, codeVector, subgraphVector, description, bufferVector, 0, 0, 0);
    Model.finishModelBuffer(file, model);
    return file.sizedByteArray();
  }
}
