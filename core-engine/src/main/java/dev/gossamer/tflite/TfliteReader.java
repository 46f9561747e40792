package dev.gossamer.tflite;

import dev.gossamer.ModelFormatException;
import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.schema.Model;
import java.nio.ByteBuffer;

/**
 * Reads {@code .tflite} files (schema version 3). Safe for files from strangers: every offset,
 * length, index and product is checked before it is used.
 *
 * <pre>{@code
 * Graph graph = TfliteReader.read(Files.readAllBytes(Path.of("hand_landmark_sparse.tflite")));
 * }</pre>
 */
public final class TfliteReader {
  /** What stands at byte 4 of every such file. */
  public static final String IDENTIFIER = "TFL3";

  private static final int SCHEMA_VERSION = 3;

  private TfliteReader() {}

  /**
   * Reads the first subgraph, with {@link ReadLimits#DEFAULT}. Names, inputs and outputs keep the
   * file's order; constants stay as they are stored, sparse ones sparse.
   *
   * @param bytes the whole file; neither changed nor kept
   * @throws ModelFormatException if the file is damaged, contradicts itself or exceeds the limits
   * @throws UnsupportedModelException if it uses what Gossamer does not have
   */
  public static Graph read(byte[] bytes) {
    return read(bytes, ReadLimits.DEFAULT);
  }

  /** As {@link #read(byte[])}, with limits of your own. */
  public static Graph read(byte[] bytes, ReadLimits limits) {
    FlatBufferVerifier.verify(bytes, IDENTIFIER, TfliteTables.MODEL);
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    if (model.version() != SCHEMA_VERSION) {
      throw new ModelFormatException(
          "Schema version", "Model.version", SCHEMA_VERSION, model.version());
    }
    if (model.subgraphsLength() == 0) {
      throw new ModelFormatException("Subgraphs", "Model.subgraphs", "at least 1", 0);
    }
    return read(new TfliteFile(bytes, model), limits);
  }

  /**
   * Reads the graph of any verified file that describes one with TFLite's tables.
   *
   * @throws ModelFormatException as {@link #read(byte[])}
   */
  public static Graph read(GraphFile file, ReadLimits limits) {
    MemoryBudget budget = limits.budget(file.bytes().length);
    Graph graph = new GraphReader(file, limits, budget).read();
    WorkingSet needed = WorkingSet.of(graph);
    budget.takeDense(needed.denseBytes(), () -> "subgraph 0, results of DENSIFY and DEQUANTIZE");
    budget.take(needed.bytes(), () -> "subgraph 0, results of operators");
    return graph;
  }
}
