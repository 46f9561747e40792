package dev.gossamer.format;

import dev.gossamer.ModelFormatException;
import dev.gossamer.Utf8;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.schema.GossModel;
import dev.gossamer.format.schema.Provenance;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.ElementDecoder;
import dev.gossamer.tflite.FlatBufferVerifier;
import dev.gossamer.tflite.ReadLimits;
import dev.gossamer.tflite.TfliteReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .goss} files. Safe for files from strangers: every offset, length, index and product
 * is checked before it is used, and a checksum tells damage on the way from what was written.
 */
public final class GossReader {
  /** Of the files that are written; greater ones are refused. */
  public static final int MAJOR_VERSION = 1;

  /** Of the files that are written; greater ones are read as far as they are known. */
  public static final int MINOR_VERSION = 0;

  /**
   * 16: weights that are 90 % zero, as bitmap and half floats, take 0.325 bytes each, their dense
   * form 4.
   */
  static final int MEMORY_PER_FILE_BYTE = 16;

  private static final ReadLimits LIMITS =
      new ReadLimits(
          ReadLimits.DEFAULT_MEMORY_BYTES,
          MEMORY_PER_FILE_BYTE,
          ReadLimits.DEFAULT_DENSE_BYTES,
          ReadLimits.DEFAULT_TENSORS,
          ReadLimits.DEFAULT_OPERATORS);

  static final String IDENTIFIER = "GOSS";
  private static final int CHECKSUM_FIELD = 2;
  private static final int SHA256_BYTES = 32;

  private GossReader() {}

  /** Whether the bytes have the identifier of a {@code .goss} file; nothing else is checked. */
  public static boolean isGoss(byte[] bytes) {
    return FlatBufferVerifier.hasIdentifier(bytes, IDENTIFIER);
  }

  /**
   * The graph, with the default limits. Names, inputs and outputs keep the file's order.
   *
   * @param bytes the whole file; neither changed nor kept
   * @throws ModelFormatException if the file is damaged, contradicts itself, exceeds the limits or
   *     is of a newer major version
   */
  public static Graph read(byte[] bytes) {
    return readFile(bytes, LIMITS).graph();
  }

  /** As {@link #read(byte[])}, with what the file tells beside the graph. */
  public static GossFile readFile(byte[] bytes) {
    return readFile(bytes, LIMITS);
  }

  /** As {@link #readFile(byte[])}, with limits of your own. */
  public static GossFile readFile(byte[] bytes, ReadLimits limits) {
    FlatBufferVerifier.verify(bytes, IDENTIFIER, GossTables.VERSION);
    GossModel model = GossModel.getRootAsGossModel(ByteBuffer.wrap(bytes));
    requireVersion(model);
    FlatBufferVerifier.verify(bytes, IDENTIFIER, GossTables.MODEL);
    requireChecksum(bytes, model);
    if (model.graph() == null) {
      throw new ModelFormatException("Graph", "GossModel.graph", "a table", "none");
    }
    GossSections sections = new GossSections(bytes, model);
    Graph graph = TfliteReader.read(sections, limits);
    return new GossFile(
        graph,
        info(bytes, model, graph),
        model.majorVersion(),
        model.minorVersion(),
        sections.describe());
  }

  private static void requireVersion(GossModel model) {
    if (model.majorVersion() < 1 || model.majorVersion() > MAJOR_VERSION) {
      throw new ModelFormatException(
          "Major version of the format",
          "GossModel.major_version",
          "1.." + MAJOR_VERSION + " (a newer file needs a newer Gossamer)",
          model.majorVersion());
    }
  }

  private static void requireChecksum(byte[] bytes, GossModel model) {
    int place = checksumPlace(bytes);
    if (place < 0) {
      throw new ModelFormatException("Checksum", "GossModel.checksum", "a number", "none");
    }
    int expected = Checksum.of(bytes, place);
    if ((int) model.checksum() != expected) {
      throw new ModelFormatException(
          "Checksum, the file was damaged",
          "GossModel.checksum",
          Integer.toHexString(expected),
          Integer.toHexString((int) model.checksum()));
    }
  }

  /** Where the checksum stands in a verified file; -1 if the field is absent. */
  static int checksumPlace(byte[] bytes) {
    int root = ElementDecoder.int32(bytes, 0);
    int vtable = root - ElementDecoder.int32(bytes, root);
    int entry = 4 + 2 * CHECKSUM_FIELD;
    int size = ElementDecoder.int16(bytes, vtable) & 0xffff;
    int offset = entry + 2 > size ? 0 : ElementDecoder.int16(bytes, vtable + entry) & 0xffff;
    return offset == 0 ? -1 : root + offset;
  }

  private static GossInfo info(byte[] bytes, GossModel model, Graph graph) {
    Provenance provenance = model.provenance();
    return new GossInfo(
        text(bytes, model.producerAsByteBuffer()),
        provenance == null ? "" : sha256(provenance),
        provenance == null ? "" : text(bytes, provenance.recipeAsByteBuffer()),
        ranges(model, graph));
  }

  private static String text(byte[] bytes, ByteBuffer slice) {
    return slice == null ? "" : Utf8.decode(bytes, slice.position(), slice.remaining());
  }

  private static String sha256(Provenance provenance) {
    int length = provenance.sourceSha256Length();
    if (length != 0 && length != SHA256_BYTES) {
      throw new ModelFormatException(
          "Bytes of a SHA-256",
          "GossModel.provenance.source_sha256",
          "0 or " + SHA256_BYTES,
          length);
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int value = provenance.sourceSha256(i);
      digits.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
    }
    return digits.toString();
  }

  private static List<InputRange> ranges(GossModel model, Graph graph) {
    int count = model.inputRangesLength();
    if (count != 0 && count != graph.inputs().size()) {
      throw new ModelFormatException(
          "Input ranges", "GossModel.input_ranges", "0 or " + graph.inputs().size(), count);
    }
    List<InputRange> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float low = model.inputRanges(i).low();
      float high = model.inputRanges(i).high();
      try {
        ranges.add(new InputRange(low, high));
      } catch (IllegalArgumentException e) {
        throw new ModelFormatException(
            "Input range",
            "GossModel.input_ranges[" + i + "]",
            "two finite numbers, the lower first",
            low + ".." + high);
      }
    }
    return ranges;
  }
}
