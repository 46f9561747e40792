package dev.gossamer.finetune;

import dev.gossamer.models.tune.PictureOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer crops}: writes the pictures that training would see. */
@Command(
    name = "crops",
    mixinStandardHelpOptions = true,
    description =
        "Write the pictures that 'finetune' would train a model on: to look at, and to calibrate"
            + " 'prune --method obs' with.",
    footer = {
      "",
      "Example:",
      "  gossamer crops hand_landmark_full --images hands/ people/ --count 256 -o crops/"
    })
final class CropsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "What they are for: a .tflite file or a name from 'gossamer models'.")
  private String model;

  @Mixin private PictureOptions pictures;

  @Option(
      names = "--count",
      defaultValue = "256",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--count must be at least 1, got " + count);
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new ParameterException(spec.commandLine(), output + " is a file: give a folder");
    }
    byte[] bytes;
    try {
      pictures.images();
      bytes = Supply.model(model);
      pictures.require(Supply.task(bytes));
    } catch (IllegalArgumentException missing) {
      throw new ParameterException(spec.commandLine(), missing.getMessage(), missing);
    }
    Supply supply = Supply.of(bytes, pictures, out);
    int height = supply.graph().inputs().get(0).shape().dim(1);
    int width = supply.graph().inputs().get(0).shape().dim(2);
    float lowest = supply.lowest();
    Files.createDirectories(output);
    for (int i = 0; i < count; i++) {
      float[] crop = supply.samples().sample(i);
      Path file = output.resolve(String.format(Locale.ROOT, "%05d.png", i));
      ImageIO.write(image(crop, width, height, lowest), "png", file.toFile());
    }
    out.println("wrote " + count + " pictures to " + output);
    out.flush();
    return 0;
  }

  private static BufferedImage image(float[] crop, int width, int height, float lowest) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        rgb = rgb << 8 | Math.round((crop[3 * i + c] - lowest) / (1 - lowest) * 255);
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
