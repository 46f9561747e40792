package dev.gossamer.models.cli;

import dev.gossamer.models.evaluate.CropSet;
import dev.gossamer.models.evaluate.Network;
import dev.gossamer.models.evaluate.Task;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The pictures that models are judged by. */
final class JudgingOptions {
  static final String FOOTER =
      "Every --images is a set of its own in the table. Of folders only the pictures that 'finetune'"
          + " and 'crops' leave out are taken, and no videos, unless --all is given; single files"
          + " are always taken.";

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      description = "A folder of pictures, a picture or an .mp4 video; may be given several times.")
  private List<Path> images;

  @Option(names = "--all", description = "Take all of a folder, not only what is held out.")
  private boolean all;

  @Option(
      names = "--varied",
      paramLabel = "N",
      defaultValue = "1",
      description = "Crops per hand beside the exact one (default: ${DEFAULT-VALUE}).")
  private int varied;

  boolean isPossible() {
    return varied >= 0;
  }

  List<Path> images() {
    return images;
  }

  /** The options as given, places by their names. */
  String recipe() {
    StringBuilder text = new StringBuilder();
    images.forEach(place -> text.append(" --images ").append(place.getFileName()));
    return text.append(all ? " --all" : "").append(" --varied ").append(varied).toString();
  }

  /**
   * One set per place.
   *
   * @param finder null if it is no model of hands
   * @throws CommandFailure if there is no picture to judge by in one of them
   */
  List<CropSet> sets(Network reference, HandFinder finder, CropSet.Listener listener)
      throws IOException {
    List<CropSet> sets = new ArrayList<>();
    for (Path place : images) {
      Material material =
          Material.of(List.of(place), all ? Material.Part.ALL : Material.Part.HELD_OUT);
      String name = place.getFileName().toString();
      CropSet set =
          finder != null
              ? CropSet.hands(name, material, finder, varied, listener)
              : CropSet.whole(name, material, reference.task() == Task.DETECTOR);
      if (set.items().isEmpty()) {
        throw new CommandFailure(
            place
                + " has no picture to judge by"
                + (all ? "" : " that is held out (every fifth of a folder); --all takes them all"));
      }
      sets.add(set);
    }
    return sets;
  }
}
