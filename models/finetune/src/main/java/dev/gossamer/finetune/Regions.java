package dev.gossamer.finetune;

import dev.gossamer.models.pictures.Hand;
import dev.gossamer.models.pictures.HandFinder;
import dev.gossamer.models.pictures.Material;
import dev.gossamer.models.pictures.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the material and finds the hands in it. */
final class Regions {
  private static final int LONGEST = 900;
  private static final int FRAME_LONGEST = 720;
  private static final int FRAME_EVERY = 2;
  private static final int CHUNK = 64;

  /** The scenes of each folder or video, and all pictures. */
  record Found(Map<String, List<HandSamples.Scene>> scenes, List<Picture> pictures) {}

  private Regions() {}

  static List<Picture> pictures(Material material) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : material.pictures()) {
      pictures.add(Picture.read(file, LONGEST));
    }
    for (Path video : material.videos()) {
      Material.frames(video, FRAME_EVERY * 4, FRAME_LONGEST, pictures::add);
    }
    return pictures;
  }

  /** */
  static Found hands(Material material, byte[] palmModel, byte[] landmarkModel, PrintWriter log)
      throws IOException {
    List<Picture> pictures = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (Path file : material.pictures()) {
      pictures.add(Picture.read(file, LONGEST));
      Path folder = file.toAbsolutePath().getParent();
      String name = folder.getFileName().toString();
      // Folders named by one letter or digit are classes of one set of pictures.
      kinds.add(name.length() == 1 ? folder.getParent().getFileName().toString() : name);
    }
    for (Path video : material.videos()) {
      Material.frames(
          video,
          FRAME_EVERY,
          FRAME_LONGEST,
          frame -> {
            pictures.add(frame);
            kinds.add(video.getFileName().toString());
          });
    }
    FoundHands known = new FoundHands(pictures, landmarkModel, System.getenv());
    List<List<Hand>> hands = known.read(pictures.size());
    if (hands == null) {
      log.println("looking for hands in " + pictures.size() + " pictures and frames");
      log.flush();
      hands = find(pictures, palmModel, landmarkModel);
      known.write(hands);
    }
    Map<String, List<HandSamples.Scene>> scenes = new LinkedHashMap<>();
    for (int i = 0; i < pictures.size(); i++) {
      for (Hand hand : hands.get(i)) {
        scenes
            .computeIfAbsent(kinds.get(i), kind -> new ArrayList<>())
            .add(new HandSamples.Scene(pictures.get(i), hand));
      }
    }
    return new Found(scenes, pictures);
  }

  private static List<List<Hand>> find(
      List<Picture> pictures, byte[] palmModel, byte[] landmarkModel) {
    List<List<Hand>> hands = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      hands.add(List.of());
    }
    ThreadLocal<HandFinder> finders =
        ThreadLocal.withInitial(() -> new HandFinder(palmModel, landmarkModel, 0.5f));
    int chunks = (pictures.size() + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              for (int i = chunk * CHUNK; i < Math.min(pictures.size(), (chunk + 1) * CHUNK); i++) {
                hands.set(i, finders.get().find(pictures.get(i)));
              }
            });
    return hands;
  }
}
