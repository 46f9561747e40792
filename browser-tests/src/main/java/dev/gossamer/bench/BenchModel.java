package dev.gossamer.bench;

import dev.gossamer.Gossamer;
import dev.gossamer.LoadOptions;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.rewrite.RewriteOptions;
import dev.gossamer.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model to be measured, with an input and what the interpreter makes of it.
 *
 * @param bytes the {@code .tflite} file that every runtime gets
 * @param macs multiply-adds of the file's graph if every weight is multiplied
 * @param macsOnNonZeros multiply-adds if zero weights are skipped
 * @param inputs little-endian floats, one array per input
 * @param expected little-endian floats, one array per output
 */
record BenchModel(
    String name,
    byte[] bytes,
    long macs,
    long macsOnNonZeros,
    List<byte[]> inputs,
    List<byte[]> expected) {
  private static final int SEED = 12345;

  /** Runs the interpreter once, on seeded inputs in [0, 1]. */
  static BenchModel of(String name, byte[] bytes) {
    LoadOptions options = LoadOptions.DEFAULT.withName(name).withDeadChannelsKept();
    GraphStatistics work =
        GraphStatistics.of(
            RewriteOptions.WEIGHTS_ONLY.rewriter().rewrite(TfliteReader.read(bytes)).graph());
    try (Model model = Gossamer.load(bytes, options)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      List<byte[]> inputs = new ArrayList<>();
      for (TensorInfo input : model.inputs()) {
        Tensor tensor = SeededInput.tensor(SEED + inputs.size(), input.shape());
        tensors.put(input.name(), tensor);
        inputs.add(littleEndian(tensor.data()));
      }
      List<byte[]> expected = new ArrayList<>();
      model.run(tensors).values().forEach(output -> expected.add(littleEndian(output.data())));
      return new BenchModel(name, bytes, work.macs(), work.macsOnNonZeros(), inputs, expected);
    }
  }

  private static byte[] littleEndian(float[] floats) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }

  /** Puts input and outputs on the server, in place of those of another model. */
  void serve(BenchServer server) {
    for (int i = 0; i < inputs.size(); i++) {
      server.bytes(inputPaths().get(i), inputs.get(i));
    }
    for (int i = 0; i < expected.size(); i++) {
      server.bytes(expectedPaths().get(i), expected.get(i));
    }
  }

  List<String> inputPaths() {
    return paths("/model/in", inputs.size());
  }

  List<String> expectedPaths() {
    return paths("/model/out", expected.size());
  }

  private static List<String> paths(String prefix, int count) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paths.add(prefix + i + ".f32");
    }
    return paths;
  }
}
