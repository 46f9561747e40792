package dev.gossamer.finetune;

import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.KnownRange;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.tune.PictureOptions;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry.PictureInput;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Samples of the kind that a model is for, made of the training part of some folders.
 *
 * @param graph of the model
 * @param lowest what black is to it; white is 1
 */
record Supply(Graph graph, Task task, Samples samples, float lowest) {

  /**
   * @param bytes of the model's file
   * @param options folders and files of pictures and videos, and how they are varied
   * @throws IOException if there is nothing in them, or it cannot be read
   */
  static Supply of(byte[] bytes, PictureOptions options, PrintWriter out) throws IOException {
    Graph graph = TrainableGraph.read(bytes);
    Task task = Task.of(graph);
    float lowest = lowest(bytes, task);
    options.require(task);
    Material material = Material.of(options.images(), Material.Part.TRAINING);
    Samples samples =
        task == Task.HAND
            ? hands(material, bytes, options, out)
            : pictures(graph, task, material, lowest, options.seed(), out);
    return new Supply(graph, task, samples, lowest);
  }

  private static Samples pictures(
      Graph graph, Task task, Material material, float lowest, long seed, PrintWriter out)
      throws IOException {
    List<Picture> pictures = Regions.pictures(material);
    requireSome(pictures.size(), "pictures");
    out.println(pictures.size() + " pictures and frames");
    int height = graph.inputs().get(0).shape().dim(1);
    int width = graph.inputs().get(0).shape().dim(2);
    boolean isDetector = task == Task.DETECTOR;
    return new PictureSamples(pictures, width, height, isDetector, lowest, seed);
  }

  /** What black is to a network, by its file or the zoo, else as for most of its kind. */
  private static float lowest(byte[] model, Task task) throws IOException {
    Optional<InputRange> known = KnownRange.of(model);
    if (known.isPresent() && known.get().high() != 1) {
      throw new IOException(
          "the model takes pictures from "
              + known.get().low()
              + " to "
              + known.get().high()
              + ": expected one that takes them up to 1");
    }
    return known.map(InputRange::low).orElse(task == Task.DETECTOR ? -1f : 0f);
  }

  private static Samples hands(
      Material material, byte[] model, PictureOptions options, PrintWriter out) throws IOException {
    Regions.Found found = Regions.hands(material, model("palm_detection_full"), model, out);
    List<HandSamples.Kind> kinds = new ArrayList<>();
    for (Map.Entry<String, List<HandSamples.Scene>> entry : found.scenes().entrySet()) {
      int hands = entry.getValue().size();
      out.println("  " + entry.getKey() + ": " + hands + " hands");
      // The cube root: a few hands are not seen too often, many do not drown the others.
      kinds.add(new HandSamples.Kind(Math.cbrt(hands), entry.getValue()));
    }
    requireSome(kinds.size(), "hands");
    return new HandSamples(kinds, found.pictures(), options.variation(), options.seed());
  }

  private static void requireSome(int count, String what) throws IOException {
    if (count == 0) {
      throw new IOException("no " + what + " found: give other folders with --images");
    }
  }

  /**
   * What a model is for.
   *
   * @param bytes of its file
   */
  static Task task(byte[] bytes) {
    return Task.of(TrainableGraph.read(bytes));
  }

  /**
   * The bytes of a file, or of a model of the zoo.
   *
   * @throws IOException if it is a path and cannot be read
   * @throws dev.gossamer.models.zoo.ZooException if it is a name and cannot be had
   */
  static byte[] model(String argument) throws IOException {
    Path path = Path.of(argument);
    if (Files.exists(path)) {
      return Files.readAllBytes(path);
    }
    if (path.getNameCount() > 1 || ModelKind.of(path).isPresent()) {
      throw new IOException("no such file: " + path.toAbsolutePath());
    }
    Zoo zoo = Zoo.standard();
    if (!(zoo.entry(argument, ZooModel.class) instanceof ZooModel)) {
      throw new IOException(argument + " is not a model: see 'gossamer models'");
    }
    return Files.readAllBytes(zoo.fetch(argument, (step, subject, bytes, elapsed) -> {}));
  }

  /** What the input of a model of the zoo takes; empty for files. */
  static Optional<PictureInput> picture(String argument) {
    return Zoo.standard().entries().stream()
        .filter(entry -> entry.name().equals(argument) && !Files.exists(Path.of(argument)))
        .filter(ZooModel.class::isInstance)
        .map(entry -> ((ZooModel) entry).input())
        .findFirst();
  }
}
