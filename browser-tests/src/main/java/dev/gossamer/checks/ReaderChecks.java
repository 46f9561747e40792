package dev.gossamer.checks;

import dev.gossamer.GossamerException;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.schema.BuiltinOperator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The reader refuses bad files with a message, in a page too, where what Java would throw for a
 * wrong index is a trap that nothing can catch.
 */
final class ReaderChecks {
  private static final String MODEL = "models/face_detection_full_range_sparse.tflite";

  private ReaderChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of("reader/small-model", ReaderChecks::smallModel),
        Check.of("reader/not-a-model", ReaderChecks::notAModel),
        Check.of("reader/unsupported-operator", ReaderChecks::unsupportedOperator),
        Check.of("reader/every-truncation", ReaderChecks::everyTruncation),
        Check.of("reader/every-bit-flip", ReaderChecks::everyBitFlip),
        new Check("reader/real-model-truncated", List.of(MODEL), ReaderChecks::realModelTruncated));
  }

  private static void smallModel(CheckRun run) {
    byte[] bytes = SmallModel.bytes();
    run.record(bytes);
    Graph graph = TfliteReader.read(bytes);
    Expect.equal("small", graph.name(), "name");
    Expect.equal("x", graph.inputs().get(0).name(), "input");
    Expect.equal("[1,2,2,1]", graph.outputs().get(0).shape().toString(), "shape of the output");
  }

  private static void notAModel(CheckRun run) {
    Expect.fails("MODEL_FORMAT", () -> TfliteReader.read(new byte[0]), "no bytes", "expected");
    byte[] text = "This is no model at all.".getBytes(StandardCharsets.UTF_8);
    Expect.fails("MODEL_FORMAT", () -> TfliteReader.read(text), "a text", "TFL3", " is ", "byte 4");
  }

  private static void unsupportedOperator(CheckRun run) {
    Expect.fails(
        "UNSUPPORTED",
        () -> TfliteReader.read(SmallModel.withOperator(BuiltinOperator.ADD + 100)),
        "an operator of another kind",
        "'y'",
        "ADD");
  }

  private static void everyTruncation(CheckRun run) {
    byte[] bytes = SmallModel.bytes();
    for (int length = 0; length < bytes.length; length++) {
      readOrRefuse(Arrays.copyOf(bytes, length), run);
    }
  }

  private static void everyBitFlip(CheckRun run) {
    byte[] bytes = SmallModel.bytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      readOrRefuse(bytes, run);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static void realModelTruncated(CheckRun run) {
    byte[] bytes = run.file(MODEL);
    for (int i = 0; i < 100; i++) {
      readOrRefuse(Arrays.copyOf(bytes, (int) ((long) bytes.length * i / 100)), run);
    }
  }

  /**
   * Anything but a Gossamer exception escapes and fails the check; messages must agree. Names are
   * left out: TeaVM replaces malformed UTF-8 by fewer characters than the JVM.
   */
  private static void readOrRefuse(byte[] bytes, CheckRun run) {
    String outcome;
    try {
      TfliteReader.read(bytes);
      outcome = "read";
    } catch (GossamerException e) {
      outcome = e.code() + e.getMessage();
    }
    run.record(outcome.getBytes(StandardCharsets.UTF_8));
  }
}
