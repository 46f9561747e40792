package dev.gossamer.bench;

import dev.gossamer.bench.convert.CannotConvertException;
import dev.gossamer.bench.convert.OnnxConverter;
import dev.gossamer.bench.convert.OperatorList;
import dev.gossamer.graph.Graph;
import dev.gossamer.interpret.NodeEvaluator;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.tflite.TfliteReader;

/** What a runtime reads. Weights are dense in what is converted: the others have no sparse ones. */
enum ModelFormat {
  TFLITE,
  ONNX,
  /** The list of operators that the page maps to those of TensorFlow.js. */
  OPERATORS;

  /** Where the server has the file. */
  String path() {
    return "/model/model." + name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The file in this format, from a {@code .tflite} file. Every rewriting that is exact and that
   * others could do is done; dead channels stay.
   *
   * @throws CannotConvertException if an operator is missing there
   */
  byte[] convert(byte[] tflite) {
    if (this == TFLITE) {
      return tflite;
    }
    Graph graph =
        RewriteOptions.ALL
            .withDeadChannels(false)
            .withEvaluator(NodeEvaluator::evaluate)
            .rewriter()
            .rewrite(TfliteReader.read(tflite))
            .graph();
    return this == ONNX ? OnnxConverter.convert(graph) : OperatorList.convert(graph);
  }
}
