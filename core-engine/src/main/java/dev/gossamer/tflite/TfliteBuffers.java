package dev.gossamer.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.graph.Constant;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The buffers of a {@code .tflite} file. The first is empty, for tensors that are computed. */
final class TfliteBuffers implements ConstantStore {
  /** What TFLite requires of the data of a buffer, in bytes. */
  private static final int ALIGNMENT = 16;

  private static final byte[] NO_DATA = {};

  /** Equal by content, so that equal constants share one buffer. */
  private record Data(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Data that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final WriteOptions options;
  private final List<byte[]> buffers = new ArrayList<>(List.of(NO_DATA));
  private final Map<Data, Integer> bufferOf = new HashMap<>();

  TfliteBuffers(WriteOptions options) {
    this.options = options;
  }

  @Override
  public int raw(byte[] bytes) {
    Data data = new Data(bytes);
    Integer known = bufferOf.get(data);
    if (known == null) {
      known = buffers.size();
      buffers.add(bytes);
      bufferOf.put(data, known);
    }
    return known;
  }

  @Override
  public Stored store(Constant constant, Use use) {
    WriteOptions applied = use == Use.OUTPUT ? WriteOptions.AS_STORED : options;
    StoredConstant data = StoredConstant.of(constant, use == Use.WEIGHTS, applied);
    return new Stored(data.type(), raw(data.data()), data.sparsity() != null, data.sparsity());
  }

  int expectedBytes() {
    long bytes = 1 << 16;
    for (byte[] buffer : buffers) {
      bytes += buffer.length + 64;
    }
    return (int) Math.min(Integer.MAX_VALUE - 16, bytes + bytes / 8);
  }

  /** Place of the vector. */
  int write(FlatBufferBuilder file) {
    int[] tables = new int[buffers.size()];
    for (int i = 0; i < tables.length; i++) {
      byte[] data = buffers.get(i);
      int vector = 0;
      if (data.length > 0) {
        file.prep(ALIGNMENT, data.length);
        vector = Buffer.createDataVector(file, data);
      }
      tables[i] = Buffer.createBuffer(file, vector, 0, 0);
    }
    return Model.createBuffersVector(file, tables);
  }
}
