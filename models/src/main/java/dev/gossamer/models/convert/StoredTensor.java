package dev.gossamer.models.convert;

import dev.gossamer.format.GossFile;
import dev.gossamer.format.GossReader;
import dev.gossamer.format.schema.GossModel;
import dev.gossamer.tflite.schema.Buffer;
import dev.gossamer.tflite.schema.DimensionMetadata;
import dev.gossamer.tflite.schema.DimensionType;
import dev.gossamer.tflite.schema.Int32Vector;
import dev.gossamer.tflite.schema.Model;
import dev.gossamer.tflite.schema.SparseIndexVector;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import dev.gossamer.tflite.schema.TensorType;
import dev.gossamer.tflite.schema.Uint16Vector;
import dev.gossamer.tflite.schema.Uint8Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A constant as it lies in a file.
 *
 * @param type such as {@code float16}
 * @param shape such as {@code [64,1,1,96]}
 * @param storage such as {@code dense} or {@code csr, bitmap}
 * @param bytes of its data, indices included; 0 if another tensor with the same data came before
 */
public record StoredTensor(String name, String type, String shape, String storage, int bytes) {

  /**
   * All constants of a file, in its order.
   *
   * @param file one that can be read: nothing is checked here
   */
  public static List<StoredTensor> of(byte[] file) {
    return ModelKind.of(file) == ModelKind.GOSS ? ofGoss(file) : ofTflite(file);
  }

  private static List<StoredTensor> ofGoss(byte[] file) {
    SubGraph graph = GossModel.getRootAsGossModel(ByteBuffer.wrap(file)).graph();
    List<GossFile.SectionInfo> sections = GossReader.readFile(file).sections();
    boolean[] seen = new boolean[sections.size()];
    List<StoredTensor> constants = new ArrayList<>();
    for (int i = 0; i < graph.tensorsLength(); i++) {
      Tensor tensor = graph.tensors(i);
      int section = (int) tensor.buffer() - 1;
      if (section >= 0) {
        GossFile.SectionInfo info = sections.get(section);
        constants.add(of(tensor, info.storage(), seen[section] ? 0 : info.bytes()));
        seen[section] = true;
      }
    }
    return constants;
  }

  private static List<StoredTensor> ofTflite(byte[] file) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    SubGraph graph = model.subgraphs(0);
    boolean[] seen = new boolean[model.buffersLength()];
    List<StoredTensor> constants = new ArrayList<>();
    for (int i = 0; i < graph.tensorsLength(); i++) {
      Tensor tensor = graph.tensors(i);
      int index = (int) tensor.buffer();
      Buffer buffer = model.buffers(index);
      SparsityParameters sparsity = tensor.sparsity();
      if (buffer.dataLength() > 0 || sparsity != null) {
        int data = seen[index] ? 0 : buffer.dataLength();
        constants.add(
            of(tensor, sparsity == null ? "dense" : storage(sparsity), data + bytes(sparsity)));
        seen[index] = true;
      }
    }
    return constants;
  }

  private static StoredTensor of(Tensor tensor, String storage, int bytes) {
    StringJoiner shape = new StringJoiner(",", "[", "]");
    for (int axis = 0; axis < tensor.shapeLength(); axis++) {
      shape.add(String.valueOf(tensor.shape(axis)));
    }
    String name = tensor.name() == null ? "" : tensor.name();
    String type = TensorType.name(tensor.type()).toLowerCase(Locale.ROOT);
    return new StoredTensor(name, type, shape.toString(), storage, bytes);
  }

  private static String storage(SparsityParameters sparsity) {
    int blocks = sparsity.blockMapLength();
    StringJoiner sizes = new StringJoiner("x");
    int rank = sparsity.traversalOrderLength() - blocks;
    for (int block = 0; block < blocks; block++) {
      for (int level = 0; level < sparsity.traversalOrderLength(); level++) {
        if (sparsity.traversalOrder(level) == rank + block) {
          sizes.add(String.valueOf(sparsity.dimMetadata(level).denseSize()));
        }
      }
    }
    return blocks == 0 ? "csr" : "blocks of " + sizes;
  }

  private static int bytes(SparsityParameters sparsity) {
    int bytes = 0;
    for (int level = 0; sparsity != null && level < sparsity.dimMetadataLength(); level++) {
      DimensionMetadata metadata = sparsity.dimMetadata(level);
      if (metadata.format() == DimensionType.SPARSE_CSR) {
        bytes +=
            switch (metadata.arraySegmentsType()) {
              case SparseIndexVector.Uint8Vector ->
                  ((Uint8Vector) metadata.arraySegments(new Uint8Vector())).valuesLength();
              case SparseIndexVector.Uint16Vector ->
                  2 * ((Uint16Vector) metadata.arraySegments(new Uint16Vector())).valuesLength();
              default ->
                  4 * ((Int32Vector) metadata.arraySegments(new Int32Vector())).valuesLength();
            };
        bytes +=
            switch (metadata.arrayIndicesType()) {
              case SparseIndexVector.Uint8Vector ->
                  ((Uint8Vector) metadata.arrayIndices(new Uint8Vector())).valuesLength();
              case SparseIndexVector.Uint16Vector ->
                  2 * ((Uint16Vector) metadata.arrayIndices(new Uint16Vector())).valuesLength();
              default ->
                  4 * ((Int32Vector) metadata.arrayIndices(new Int32Vector())).valuesLength();
            };
      }
    }
    return bytes;
  }
}
