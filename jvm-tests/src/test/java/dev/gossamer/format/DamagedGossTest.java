package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ZooFiles;
import dev.gossamer.tflite.Damage;
import dev.gossamer.tflite.ReadLimits;
import dev.gossamer.tflite.TfliteReader;
import dev.gossamer.tflite.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files that were cut or whose bytes were changed are refused, for the checksum if for nothing
 * else; with a checksum that fits the change they are refused or run, see {@link Damage}.
 */
class DamagedGossTest {
  private static final int FLIPS = 10_000;

  /** One clean file in so many is run; a run takes twenty times as long as reading. */
  private static final int RUN_EVERY = 20;

  private static Damage damage() {
    return new Damage(
        GossReader::read, GossReader.MEMORY_PER_FILE_BYTE, ReadLimits.DEFAULT_DENSE_BYTES);
  }

  @Test
  void everyPrefixIsRefused() {
    byte[] file = SmallGoss.file();
    Damage damage = damage();
    damage.attempt("whole", file, true);
    assertThat(damage.clean()).isEqualTo(1);

    for (int length = 0; length < file.length; length++) {
      damage.attempt("cut at " + length, Arrays.copyOf(file, length), false);
    }

    assertThat(damage.refused()).isEqualTo(file.length);
  }

  @Test
  void everyChangedByteIsNoticed() {
    byte[] file = SmallGoss.file();
    Random random = new Random(1);
    Damage damage = damage();
    for (int i = 0; i < FLIPS; i++) {
      byte[] changed = file.clone();
      changed[i % file.length] ^= (byte) (1 + random.nextInt(255));
      damage.attempt("byte " + i % file.length, changed, false);
    }

    assertThat(damage.refused()).isEqualTo(FLIPS);
  }

  @Test
  void changesWithAGoodChecksumAreRefusedOrRun() {
    byte[] file = SmallGoss.file();
    Random random = new Random(2);
    Damage damage = damage();
    for (int i = 0; i < FLIPS; i++) {
      byte[] changed = file.clone();
      int position = random.nextInt(file.length);
      changed[position] ^= (byte) (1 + random.nextInt(255));
      reseal(changed);
      damage.attempt("byte " + position, changed, i % RUN_EVERY == 0);
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThan(FLIPS / 20);
    assertThat(damage.clean()).as(damage.toString()).isGreaterThan(FLIPS / 20);
  }

  @Test
  void everyWordWithAGoodChecksumIsRefusedOrRuns() {
    byte[] file = SmallGoss.file();
    int[] words = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, 1 << 24, 0x7fff};
    Damage damage = damage();
    for (int position = 0; position + 4 <= file.length; position += 4) {
      for (int word : words) {
        byte[] changed = file.clone();
        for (int i = 0; i < 4; i++) {
          changed[position + i] = (byte) (word >> 8 * i);
        }
        reseal(changed);
        damage.attempt("word " + word + " at " + position, changed, position % 64 == 0);
      }
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThan(file.length / 4);
  }

  /** Gives the file a checksum that fits, if there is still a place for one. */
  private static void reseal(byte[] file) {
    try {
      GossWriter.seal(file);
    } catch (IndexOutOfBoundsException broken) {
      // The way to the checksum itself was changed: the reader gets it as it is.
      return;
    }
  }

  @Test
  void aRealModelToo() throws IOException {
    byte[] tflite = Files.readAllBytes(ZooFiles.require("face_detection_full_range_sparse"));
    byte[] file = GossWriter.write(TfliteReader.read(tflite), WriteOptions.AS_STORED);
    Random random = new Random(3);
    Damage damage = damage();
    damage.attempt("whole", file, true);
    for (int i = 0; i < 1000; i++) {
      byte[] changed = i % 2 == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
      int position = random.nextInt(file.length);
      if (i % 2 != 0) {
        changed[position] ^= (byte) (1 + random.nextInt(255));
      }
      if (i % 4 == 3) {
        reseal(changed);
      }
      damage.attempt("change " + i + " at " + position, changed, i % 200 == 3);
    }

    assertThat(damage.refused()).as(damage.toString()).isGreaterThanOrEqualTo(750);
  }
}
