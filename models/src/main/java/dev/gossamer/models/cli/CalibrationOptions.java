package dev.gossamer.models.cli;

import dev.gossamer.graph.Graph;
import dev.gossamer.models.prune.CalibrationPictures;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The pictures that a model is calibrated on. */
final class CalibrationOptions {
  @Option(
      names = "--calibrate",
      paramLabel = "DIR",
      description = {
        "Folders of pictures of the kind the model is for, folders in them included; may be given"
            + " several times. Each is stretched to the model's input."
      })
  private List<Path> folders = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "192",
      description = "At most so many pictures, evenly spread (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--range",
      paramLabel = "LOW,HIGH",
      description =
          "What black and white are to the model; known for named models, else 0,1 by default.")
  private String range;

  /**
   * @throws IllegalArgumentException if a number is not as it must be, in the words for users
   */
  void check() {
    if (samples < 1) {
      throw new IllegalArgumentException("--samples must be at least 1, got " + samples);
    }
    if (range != null) {
      range();
    }
  }

  /** What black and white are, as given. */
  private float[] range() {
    String[] ends = range.split(",", -1);
    try {
      if (ends.length == 2) {
        return new float[] {Float.parseFloat(ends[0]), Float.parseFloat(ends[1])};
      }
    } catch (NumberFormatException wrong) {
      // Said below.
    }
    throw new IllegalArgumentException("--range needs two numbers such as -1,1, got " + range);
  }

  /** The options as given, folders by their names, with a blank before. */
  String recipe() {
    StringBuilder text = new StringBuilder();
    for (Path folder : folders) {
      text.append(" --calibrate ").append(folder.getFileName());
    }
    return text.append(" --samples ").append(samples).toString();
  }

  /** How many pictures are asked for, but not more than fit into memory. */
  int atMost(int most) {
    return Math.min(samples, most);
  }

  boolean isGiven() {
    return !folders.isEmpty();
  }

  /**
   * @param most that fit into memory
   * @throws CommandFailure if there are none, or the model does not take one picture
   */
  List<float[][]> read(Graph graph, String model, Zoo zoo, int most, PrintWriter out) {
    if (graph.inputs().size() != 1) {
      throw new CommandFailure(
          "--calibrate needs a model with one input, " + model + " has " + graph.inputs().size());
    }
    List<Path> all = new ArrayList<>();
    folders.forEach(folder -> all.addAll(find(folder)));
    if (all.isEmpty()) {
      throw new CommandFailure("no picture in " + folders + ": expected .jpg or .png files");
    }
    CalibrationPictures pictures = pictures(graph, model, zoo);
    List<float[][]> inputs = new ArrayList<>();
    List<Path> chosen = CalibrationPictures.spread(all, Math.min(samples, most));
    for (Path file : chosen) {
      try {
        inputs.add(new float[][] {pictures.read(file)});
      } catch (IOException | RuntimeException failure) {
        throw new CommandFailure(file + " cannot be read: " + failure.getMessage(), failure);
      }
    }
    out.println(
        "calibration on "
            + inputs.size()
            + " of "
            + all.size()
            + " pictures, as numbers from "
            + pictures.low()
            + " to "
            + pictures.high()
            + (most < Math.min(samples, all.size()) ? "; more are not needed or do not fit" : ""));
    return inputs;
  }

  private CalibrationPictures pictures(Graph graph, String model, Zoo zoo) {
    float low = 0;
    float high = 1;
    ZooEntry entry =
        zoo.entries().stream().filter(one -> one.name().equals(model)).findFirst().orElse(null);
    try {
      if (range != null) {
        low = range()[0];
        high = range()[1];
      } else if (entry instanceof ZooModel known) {
        low = known.input().low();
        high = known.input().high();
      }
      return new CalibrationPictures(graph.inputs().get(0).shape(), low, high);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure("--calibrate: " + wrong.getMessage(), wrong);
    }
  }

  private static List<Path> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          "no such folder: expected pictures at " + folder.toAbsolutePath() + ", found nothing");
    }
    try {
      return CalibrationPictures.find(folder);
    } catch (IOException failure) {
      throw new CommandFailure(folder + " cannot be read: " + failure.getMessage(), failure);
    }
  }
}
