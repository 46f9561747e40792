package dev.gossamer.finetune;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a training stands.
 *
 * @param steps done
 * @param nanos spent, so that the learning rate goes on where it was
 * @param state of the optimizer: weights, means, variances
 */
record Checkpoint(int steps, long nanos, List<float[]> state) {
  private static final int MAGIC = 0x47465431; // GFT1

  /** Written beside and then moved: the file is a whole checkpoint at any time. */
  void write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(beside)))) {
      out.writeInt(MAGIC);
      out.writeInt(steps);
      out.writeLong(nanos);
      out.writeInt(state.size());
      for (float[] numbers : state) {
        out.writeInt(numbers.length);
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        out.write(bytes.array());
      }
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @param lengths of the arrays that the optimizer expects
   * @throws IOException if it cannot be read or belongs to another network
   */
  static Checkpoint read(Path file, List<float[]> lengths) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a checkpoint of gossamer finetune");
      }
      int steps = in.readInt();
      long nanos = in.readLong();
      int count = in.readInt();
      if (count != lengths.size()) {
        throw new IOException(
            file
                + " is of another network, or of other options for zeros: expected "
                + lengths.size()
                + " arrays, got "
                + count);
      }
      List<float[]> state = new ArrayList<>();
      for (float[] expected : lengths) {
        int length = in.readInt();
        if (length != expected.length) {
          throw new IOException(
              file
                  + " is of another network: expected "
                  + expected.length
                  + " numbers, got "
                  + length);
        }
        float[] numbers = new float[length];
        ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer().get(numbers);
        state.add(numbers);
      }
      return new Checkpoint(steps, nanos, state);
    }
  }
}
