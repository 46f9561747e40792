package dev.gossamer.bench;

import dev.gossamer.bench.convert.TaskFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline with its models, and the pictures that it looks at.
 *
 * @param name as in tables
 * @param models from 'gossamer models' or models/sparse: one, or a detector and what looks closely
 * @param file below the folder of pictures
 * @param pictures how many of a video
 * @param most hands, at most
 */
record VisionCase(
    String name, Task task, List<String> models, String file, int pictures, int most) {
  /** What a pipeline finds. */
  enum Task {
    HANDS("hands", 0, 255),
    FACES("faces", 127.5f, 127.5f),
    MASKS("masks", 0, 255);

    private final String id;
    private final float mean;
    private final float deviation;

    Task(String id, float mean, float deviation) {
      this.id = id;
      this.mean = mean;
      this.deviation = deviation;
    }

    String id() {
      return id;
    }
  }

  private static final String VIDEO = "hands/asl_hand.25fps.mp4";
  private static final String PORTRAIT = "faces/portrait.jpg";

  static List<VisionCase> all(int pictures) {
    return List.of(
        hands("hands in a video, full", "hand_landmark_full", VIDEO, pictures, 1),
        hands("hands in a video, lite", "hand_landmark_lite", VIDEO, pictures, 1),
        hands("hands in a video, pruned by 69 %", "hand_landmark_69", VIDEO, pictures, 1),
        hands("two hands", "hand_landmark_full", "hands/hands.jpg", 1, 2),
        one("face, full range sparse", Task.FACES, "face_detection_full_range_sparse"),
        one("face, full range", Task.FACES, "face_detection_full_range"),
        one("face, short range", Task.FACES, "face_detection_short_range"),
        one("person and background", Task.MASKS, "selfie_segmentation"));
  }

  private static VisionCase hands(String name, String model, String file, int pictures, int most) {
    return new VisionCase(
        name, Task.HANDS, List.of("palm_detection_full", model), file, pictures, most);
  }

  private static VisionCase one(String name, Task task, String model) {
    return new VisionCase(name, task, List.of(model), PORTRAIT, 1, 1);
  }

  /**
   * What the page is to give each side, and puts it on the server.
   *
   * @param files by name of the model
   */
  Map<String, Map<String, String>> serve(BenchServer server, Map<String, byte[]> files) {
    files.forEach((model, bytes) -> server.bytes("/model/" + model + ".tflite", bytes));
    Map<String, byte[]> described = new LinkedHashMap<>();
    files.forEach(
        (model, bytes) ->
            described.put(model, TaskFiles.withImageInput(bytes, task.mean, task.deviation)));
    if (models.size() == 1) {
      server.bytes("/model/task.tflite", described.get(models.get(0)));
      return Map.of("gossamer", Map.of("model", path(0)), "mediapipe", TASK);
    }
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("hand_detector.tflite", described.get(models.get(0)));
    parts.put("hand_landmarks_detector.tflite", described.get(models.get(1)));
    server.bytes("/model/task.tflite", TaskFiles.bundle(parts));
    return Map.of("gossamer", Map.of("detector", path(0), "landmarks", path(1)), "mediapipe", TASK);
  }

  private static final Map<String, String> TASK = Map.of("model", "/model/task.tflite");

  private String path(int index) {
    return "/model/" + models.get(index) + ".tflite";
  }
}
