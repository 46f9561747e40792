package dev.gossamer.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * A model of the zoo and the outputs of an independent runtime for the input of {@link #SEED}.
 *
 * @param name in the zoo
 * @param outputs how many there are
 * @param relative allowed difference as a part of the output's largest magnitude
 * @param absolute allowed difference besides
 */
public record Oracle(String name, int outputs, float relative, float absolute) {
  /** The seed of {@link dev.gossamer.SeededInput}. */
  public static final int SEED = 12345;

  private static final float RELATIVE = 2e-5f;
  private static final float ABSOLUTE = 1e-6f;

  /** Every known answer, with the tolerance that its maker states. */
  public static final List<Oracle> ALL =
      List.of(
          of("face_detection_full_range", 2),
          of("face_detection_full_range_sparse", 2),
          of("face_detection_short_range", 2),
          of("face_landmark", 2),
          of("hand_landmark_full", 4),
          of("hand_landmark_lite", 4),
          of("hand_landmark_sparse", 3),
          of("hand_landmark_sparse_fp16", 3),
          of("palm_detection_lite", 2),
          of("pose_detection", 2),
          // Saturates near 0 on this input.
          new Oracle("selfie_segmentation", 1, 0, 1e-5f));

  private static Oracle of(String name, int outputs) {
    return new Oracle(name, outputs, RELATIVE, ABSOLUTE);
  }

  /** Path of the model among the files of checks. */
  public String model() {
    return "models/" + name + ".tflite";
  }

  /** Path of the expected output, little-endian float32 in row-major order. */
  public String output(int index) {
    return "oracles/" + name + ".out" + index + ".f32";
  }

  /** The model and all expected outputs. */
  public List<String> files() {
    List<String> files = new ArrayList<>();
    files.add(model());
    for (int i = 0; i < outputs; i++) {
      files.add(output(i));
    }
    return files;
  }
}
