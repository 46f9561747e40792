package dev.gossamer.finetune;

import dev.gossamer.models.pictures.Hand;
import dev.gossamer.models.pictures.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers the hands that were found in pictures: finding them in 1,937 took three minutes. The
 * file lies in the cache, under a name made of the pictures' pixels and the model that found them.
 */
final class FoundHands {
  private static final int POINTS = 21;

  private final Path file;

  FoundHands(List<Picture> pictures, byte[] model, Map<String, String> environment) {
    String cache = environment.get("GOSSAMER_CACHE");
    Path folder =
        cache != null
            ? Path.of(cache)
            : Path.of(System.getProperty("user.home"), ".cache/gossamer");
    file = folder.resolve("hands").resolve(key(pictures, model) + ".txt");
  }

  private static String key(List<Picture> pictures, byte[] model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(model);
      for (Picture picture : pictures) {
        ByteBuffer bytes = ByteBuffer.allocate(picture.rgb().length * Integer.BYTES);
        bytes.asIntBuffer().put(picture.rgb());
        digest.update(picture.name().getBytes(StandardCharsets.UTF_8));
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The hands of each picture; null if they are not known or the file cannot be used. */
  List<List<Hand>> read(int pictures) {
    List<List<Hand>> hands = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      hands.add(new ArrayList<>());
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
          x[i] = Double.parseDouble(words[2 + 2 * i]);
          y[i] = Double.parseDouble(words[3 + 2 * i]);
        }
        hands.get(Integer.parseInt(words[0])).add(new Hand(x, y, Float.parseFloat(words[1])));
      }
      return hands;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException unknown) {
      return null;
    }
  }

  void write(List<List<Hand>> hands) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hands.size(); i++) {
      for (Hand hand : hands.get(i)) {
        text.append(i).append(' ').append(hand.presence());
        for (int k = 0; k < POINTS; k++) {
          text.append(' ').append(hand.x()[k]).append(' ').append(hand.y()[k]);
        }
        text.append('\n');
      }
    }
    try {
      Files.createDirectories(file.getParent());
      Path beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("the cache cannot be written: " + file, failure);
    }
  }
}
