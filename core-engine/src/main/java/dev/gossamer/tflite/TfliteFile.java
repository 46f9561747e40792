package dev.gossamer.tflite;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.SubGraph;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** A verified {@code .tflite} file with at least one subgraph, of which the first counts. */
record TfliteFile(byte[] bytes, Model model) implements GraphFile {
  @Override
  public SubGraph graph() {
    return model.subgraphs(0);
  }

  @Override
  public int operatorCodes() {
    return model.operatorCodesLength();
  }

  @Override
  public OperatorCode operatorCode(int index) {
    return model.operatorCodes(index);
  }

  @Override
  public int buffers() {
    return model.buffersLength();
  }

  /**
   * @throws UnsupportedModelException if the data lie outside the FlatBuffer, as in files beyond 2
   *     GB
   */
  @Override
  public ByteBuffer data(int index, Supplier<String> where) {
    Buffer buffer = model.buffers(index);
    if (buffer.offset() > 1 || buffer.offset() < 0) {
      throw new UnsupportedModelException(
          "buffer outside of the FlatBuffer", where.get(), "buffers inside it");
    }
    return buffer.dataLength() == 0 ? null : buffer.dataAsByteBuffer();
  }
}
