package dev.gossamer;

import java.util.List;
import java.util.Map;

/** A loaded model. Not safe for use by several threads at once. Closing twice is harmless. */
public interface Model extends AutoCloseable {

  /** The name in the file, or what it was loaded from. */
  String name();

  List<TensorInfo> inputs();

  List<TensorInfo> outputs();

  /**
   * Runs the model once.
   *
   * @param inputs one tensor per input name, of exactly the input's shape
   * @return one new tensor per output name, in the model's order
   * @throws GossamerException with code INPUT_NAME or INPUT_SHAPE, saying what was expected and
   *     what came, or with code DISPOSED after {@link #close()}
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /**
   * The layers that a run executes, in order: what they cost and what became of the file's nodes.
   */
  List<LayerReport> explain();

  /** What {@link #explain()} does not list because dead channels were removed. */
  RemovedWork removed();

  @Override
  void close();
}
