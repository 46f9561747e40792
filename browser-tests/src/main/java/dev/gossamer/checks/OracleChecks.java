package dev.gossamer.checks;

import dev.gossamer.Gossamer;
import dev.gossamer.Model;
import dev.gossamer.SeededInput;
import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real models against the outputs of an independent runtime, for the input of seed 12345. */
final class OracleChecks {
  private static final int SEED = 12345;
  private static final float RELATIVE = 2e-5f;
  private static final float ABSOLUTE = 1e-6f;

  /** A model of the zoo with the tolerance that the oracles state for it. */
  private record Oracle(String name, int outputs, float relative, float absolute) {
    static Oracle of(String name, int outputs) {
      return new Oracle(name, outputs, RELATIVE, ABSOLUTE);
    }

    String model() {
      return "models/" + name + ".tflite";
    }

    String output(int index) {
      return "oracles/" + name + ".out" + index + ".f32";
    }
  }

  private static final List<Oracle> ORACLES =
      List.of(
          Oracle.of("face_detection_full_range", 2),
          Oracle.of("face_detection_full_range_sparse", 2),
          Oracle.of("face_detection_short_range", 2),
          Oracle.of("face_landmark", 2),
          Oracle.of("hand_landmark_full", 4),
          Oracle.of("hand_landmark_lite", 4),
          Oracle.of("hand_landmark_sparse", 3),
          Oracle.of("hand_landmark_sparse_fp16", 3),
          Oracle.of("palm_detection_lite", 2),
          Oracle.of("pose_detection", 2),
          // Saturates near 0 on this input.
          new Oracle("selfie_segmentation", 1, 0, 1e-5f));

  private OracleChecks() {}

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (Oracle oracle : ORACLES) {
      List<String> files = new ArrayList<>();
      files.add(oracle.model());
      for (int i = 0; i < oracle.outputs(); i++) {
        files.add(oracle.output(i));
      }
      checks.add(new Check("oracle/" + oracle.name(), files, run -> compare(oracle, run)));
    }
    return checks;
  }

  private static void compare(Oracle oracle, CheckRun run) {
    Model model = Gossamer.load(run.file(oracle.model()));
    Expect.equal(oracle.outputs(), model.outputs().size(), "number of outputs");
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (TensorInfo input : model.inputs()) {
      inputs.put(input.name(), SeededInput.tensor(SEED, input.shape()));
    }
    Map<String, Tensor> outputs = model.run(inputs);
    for (int i = 0; i < oracle.outputs(); i++) {
      float[] actual = outputs.get(model.outputs().get(i).name()).data();
      float[] expected = run.floats(oracle.output(i));
      Expect.close(expected, actual, oracle.relative(), oracle.absolute(), "output " + i);
    }
    model.close();
  }
}
