package dev.gossamer.bench.convert;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Model files as MediaPipe's tasks take them: TensorFlow Lite's own with metadata that tell how
 * grey levels become floats, and bundles of several.
 */
public final class TaskFiles {
  /** Fields of the root table, in the order of TensorFlow Lite's schema. */
  private enum ModelField {
    VERSION,
    OPERATOR_CODES,
    SUBGRAPHS,
    DESCRIPTION,
    BUFFERS,
    METADATA_BUFFER,
    METADATA
  }

  private static final int LARGEST_ALIGNMENT = 16;
  private static final String IDENTIFIER = "TFL3";
  private static final String METADATA_IDENTIFIER = "M001";
  private static final byte RGB = 1;
  private static final byte IMAGE_PROPERTIES = 2;
  private static final byte NORMALIZATION = 1;

  private TaskFiles() {}

  /**
   * The same model, every byte of it kept behind a new root, with metadata. References of
   * FlatBuffers point forwards only, so a root in front may refer to what the old one referred to.
   *
   * @param tflite without metadata
   * @param mean what is taken from grey levels, 0 to 255, of the only input
   * @param deviation what they are divided by then
   */
  public static byte[] withImageInput(byte[] tflite, float mean, float deviation) {
    byte[] metadata = metadata(mean, deviation);
    ByteBuffer old = ByteBuffer.wrap(tflite).order(ByteOrder.LITTLE_ENDIAN);
    FlatBufferBuilder builder = new FlatBufferBuilder(tflite.length + metadata.length + (1 << 16));
    builder.createUnintializedVector(1, tflite.length, LARGEST_ALIGNMENT).put(tflite);
    int oldStart = builder.endVector() - Integer.BYTES;

    int oldBuffers = target(old, ModelField.BUFFERS);
    int count = old.getInt(oldBuffers);
    builder.createUnintializedVector(1, metadata.length, LARGEST_ALIGNMENT).put(metadata);
    int bytes = builder.endVector();
    builder.startTable(1);
    builder.addOffset(0, bytes, 0);
    int buffer = builder.endTable();
    builder.startVector(Integer.BYTES, count + 1, Integer.BYTES);
    builder.addOffset(buffer);
    for (int i = count; i > 0; i--) {
      int at = oldBuffers + Integer.BYTES * i;
      builder.addOffset(oldStart - at - old.getInt(at));
    }
    int buffers = builder.endVector();

    int name = builder.createString("TFLITE_METADATA");
    builder.startTable(2);
    builder.addOffset(0, name, 0);
    builder.addInt(1, count, 0);
    int entries = builder.createVectorOfTables(new int[] {builder.endTable()});

    builder.startTable(ModelField.values().length);
    builder.addInt(ModelField.VERSION.ordinal(), 3, 0);
    for (ModelField kept : new ModelField[] {ModelField.OPERATOR_CODES, ModelField.SUBGRAPHS}) {
      builder.addOffset(kept.ordinal(), oldStart - target(old, kept), 0);
    }
    builder.addOffset(ModelField.BUFFERS.ordinal(), buffers, 0);
    builder.addOffset(ModelField.METADATA.ordinal(), entries, 0);
    builder.finish(builder.endTable(), IDENTIFIER);
    return builder.sizedByteArray();
  }

  /** Where a vector of the root table begins, in bytes from the start of the file. */
  private static int target(ByteBuffer file, ModelField field) {
    int table = file.getInt(0);
    int fields = table - file.getInt(table);
    int at = table + file.getShort(fields + Short.BYTES * (2 + field.ordinal()));
    return at + file.getInt(at);
  }

  /** ModelMetadata of one subgraph with one input, which is a picture. */
  private static byte[] metadata(float mean, float deviation) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int means = floats(builder, mean);
    int deviations = floats(builder, deviation);
    int normalization = table(builder, means, deviations);
    int unit = union(builder, NORMALIZATION, normalization);
    int units = builder.createVectorOfTables(new int[] {unit});
    builder.startTable(1);
    builder.addByte(0, RGB, (byte) 0);
    int content = table(builder, union(builder, IMAGE_PROPERTIES, builder.endTable()));
    int name = builder.createString("image");
    builder.startTable(5);
    builder.addOffset(0, name, 0);
    builder.addOffset(3, content, 0);
    builder.addOffset(4, units, 0);
    int inputs = builder.createVectorOfTables(new int[] {builder.endTable()});
    builder.startTable(3);
    builder.addOffset(2, inputs, 0);
    int subgraphs = builder.createVectorOfTables(new int[] {builder.endTable()});
    builder.startTable(4);
    builder.addOffset(3, subgraphs, 0);
    builder.finish(builder.endTable(), METADATA_IDENTIFIER);
    return builder.sizedByteArray();
  }

  private static int floats(FlatBufferBuilder builder, float only) {
    builder.startVector(Float.BYTES, 1, Float.BYTES);
    builder.addFloat(only);
    return builder.endVector();
  }

  private static int table(FlatBufferBuilder builder, int... references) {
    builder.startTable(references.length);
    for (int i = 0; i < references.length; i++) {
      builder.addOffset(i, references[i], 0);
    }
    return builder.endTable();
  }

  /** A table whose only fields are a union's type and value. */
  private static int union(FlatBufferBuilder builder, byte type, int value) {
    builder.startTable(2);
    builder.addOffset(1, value, 0);
    builder.addByte(0, type, (byte) 0);
    return builder.endTable();
  }

  /** A zip file of files as they are: bundles are read in place. */
  public static byte[] bundle(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
