package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.GossFile.SectionInfo;
import dev.gossamer.format.schema.GossModel;
import dev.gossamer.format.schema.IndexCode;
import dev.gossamer.format.schema.Section;
import dev.gossamer.format.schema.Storage;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Shape;
import dev.gossamer.tflite.GraphFile;
import dev.gossamer.tflite.MemoryBudget;
import dev.gossamer.tflite.schema.OperatorCode;
import dev.gossamer.tflite.schema.SparsityParameters;
import dev.gossamer.tflite.schema.SubGraph;
import dev.gossamer.tflite.schema.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A verified {@code .goss} file as the reader of graphs sees it: buffer i is section i - 1. */
final class GossSections implements GraphFile {
  private final byte[] bytes;
  private final GossModel model;
  private final Section[] sections;
  private final Constant[] unpacked;

  /**
   * @throws ModelFormatException if sections overlap, say what no section can, or a tensor has
   *     TFLite's own sparsity
   */
  GossSections(byte[] bytes, GossModel model) {
    this.bytes = bytes;
    this.model = model;
    sections = new Section[model.sectionsLength()];
    unpacked = new Constant[sections.length];
    for (int i = 0; i < sections.length; i++) {
      sections[i] = model.sections(i);
      requireKnown(i);
    }
    requireDisjoint();
    requireNoTfliteSparsity();
  }

  private void requireKnown(int index) {
    Section section = sections[index];
    if (section.storage() >= Storage.names.length) {
      throw new ModelFormatException(
          "Storage",
          field(index, "storage"),
          "0.." + (Storage.names.length - 1) + " (a newer file needs a newer Gossamer)",
          section.storage());
    }
    if (section.storage() == Storage.DENSE && section.sparse()) {
      throw new ModelFormatException(
          "Sparse constant", field(index, "sparse"), "a storage with entries", "DENSE");
    }
  }

  /** Streams that share bytes are no harm by themselves, but no writer makes them. */
  private void requireDisjoint() {
    long[] streams = new long[3 * sections.length];
    int count = 0;
    for (int i = 0; i < sections.length; i++) {
      for (int stream = 0; stream < 3; stream++) {
        ByteBuffer slice = stream(i, stream);
        if (slice != null && slice.remaining() > 0) {
          streams[count++] = (long) slice.position() << 32 | (3 * i + stream);
        }
      }
    }
    Arrays.sort(streams, 0, count);
    int end = 0;
    for (int i = 0; i < count; i++) {
      int id = (int) streams[i];
      ByteBuffer slice = stream(id / 3, id % 3);
      // The length of a vector stands in front of it.
      int start = slice.position() - 4;
      if (start < end) {
        throw new ModelFormatException(
            "Sections overlap, start of a stream",
            field(id / 3, name(id % 3)),
            "byte " + end + " or later",
            start);
      }
      end = slice.limit();
    }
  }

  private ByteBuffer stream(int section, int stream) {
    return switch (stream) {
      case 0 -> sections[section].indicesAsByteBuffer();
      case 1 -> sections[section].patternsAsByteBuffer();
      default -> sections[section].valuesAsByteBuffer();
    };
  }

  private static String name(int stream) {
    return stream == 0 ? "indices" : stream == 1 ? "patterns" : "values";
  }

  private void requireNoTfliteSparsity() {
    SubGraph graph = model.graph();
    SparsityParameters sparsity = new SparsityParameters();
    Tensor tensor = new Tensor();
    for (int i = 0; i < graph.tensorsLength(); i++) {
      if (graph.tensors(tensor, i).sparsity(sparsity) != null) {
        throw new ModelFormatException(
            "Sparsity of TFLite", "GossModel.graph.tensors[" + i + "].sparsity", "none", "some");
      }
    }
  }

  static String field(int section, String name) {
    return "GossModel.sections[" + section + "]." + name;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public SubGraph graph() {
    return model.graph();
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
    return sections.length + 1;
  }

  @Override
  public ByteBuffer data(int buffer, Supplier<String> where) {
    if (buffer == 0 || isPacked(buffer)) {
      return null;
    }
    ByteBuffer values = sections[buffer - 1].valuesAsByteBuffer();
    return values == null || values.remaining() == 0 ? null : values;
  }

  @Override
  public boolean isPacked(int buffer) {
    return buffer > 0 && sections[buffer - 1].storage() != Storage.DENSE;
  }

  @Override
  public boolean isSparse(int buffer) {
    return buffer > 0 && sections[buffer - 1].sparse();
  }

  @Override
  public Constant unpack(
      int buffer, DataType type, Shape shape, MemoryBudget budget, Supplier<String> where) {
    int index = buffer - 1;
    Constant known = unpacked[index];
    if (known == null || known.type() != type || !known.shape().equals(shape)) {
      known = new SectionReader(bytes, sections[index], index, type, shape, budget).read(where);
      unpacked[index] = known;
    }
    return known;
  }

  /** How each section is stored, for reports. */
  List<SectionInfo> describe() {
    List<SectionInfo> infos = new ArrayList<>();
    for (Section section : sections) {
      int streams = section.indicesLength() + 8 * section.patternsLength() + section.valuesLength();
      infos.add(new SectionInfo(storage(section), streams));
    }
    return infos;
  }

  private static String storage(Section section) {
    String index =
        switch (section.indexCode()) {
          case IndexCode.BITMAP -> ", bitmap";
          case IndexCode.DELTA8 -> ", 8-bit distances";
          default -> ", 16-bit distances";
        };
    return switch (section.storage()) {
      case Storage.DENSE -> "dense";
      case Storage.CSR -> "csr" + index;
      case Storage.BLOCKS -> "blocks " + section.blockRows() + "x" + section.blockColumns() + index;
      case Storage.N_OF_M -> section.n() + ":" + section.m();
      default -> section.patternsLength() + " tap patterns";
    };
  }
}
