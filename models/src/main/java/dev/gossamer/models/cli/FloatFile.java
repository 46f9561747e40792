package dev.gossamer.models.cli;

import dev.gossamer.Tensor;
import dev.gossamer.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tensors as raw files: little-endian float32 in NHWC order, nothing else. */
final class FloatFile {
  private FloatFile() {}

  /**
   * @throws CommandFailure if the file cannot be read or its size is not that of the tensor
   */
  static Tensor read(Path file, TensorInfo info) {
    long expected = (long) info.shape().elements() * Float.BYTES;
    try {
      long found = Files.size(file);
      if (found != expected) {
        throw new CommandFailure(
            "input '"
                + info.name()
                + "' does not fit: expected "
                + expected
                + " bytes (float32 "
                + info.shape()
                + "), found "
                + found
                + " bytes in "
                + file
                + "; give little-endian float32 in NHWC order");
      }
      float[] floats = new float[info.shape().elements()];
      ByteBuffer.wrap(Files.readAllBytes(file))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(floats);
      return Tensor.of(info.shape(), floats);
    } catch (IOException failure) {
      throw new CommandFailure(
          "input '"
              + info.name()
              + "' cannot be read: expected "
              + expected
              + " bytes in "
              + file.toAbsolutePath()
              + ", found no readable file; check the path",
          failure);
    }
  }

  static void write(Path file, float[] floats) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    Files.write(file, bytes.array());
  }
}
