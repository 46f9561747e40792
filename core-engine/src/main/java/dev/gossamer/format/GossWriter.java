package dev.gossamer.format;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.schema.GossModel;
import dev.gossamer.format.schema.Provenance;
import dev.gossamer.graph.DataType;
import dev.gossamer.graph.Graph;
import dev.gossamer.tflite.ElementEncoder;
import dev.gossamer.tflite.GraphWriter;
import dev.gossamer.tflite.WriteOptions;
import java.util.List;

/**
 * Writes {@code .goss} files.
 *
 * <pre>{@code
 * byte[] file = GossWriter.write(graph, WriteOptions.AS_STORED.withWeights(Weights.FLOAT16));
 * }</pre>
 */
public final class GossWriter {
  /** Stands where the checksum will; any number but the default, which would be left out. */
  private static final long NO_CHECKSUM = 0xffffffffL;

  private GossWriter() {}

  /** As {@link #write(Graph, WriteOptions, GossInfo)}, knowing nothing of where it came from. */
  public static byte[] write(Graph graph, WriteOptions options) {
    return write(graph, options, GossInfo.NONE);
  }

  /**
   * The whole file. {@link GossReader#read(byte[])} gives a graph with the same inputs, outputs,
   * names and results, whose constants have the same bits unless {@code options} change their type;
   * the very same graph, if that came from a file.
   *
   * @param options sparsity OFF stores every element of every constant; else each constant takes
   *     the storage with fewest bytes and stays in the graph as it is, dense or sparse. Blocks are
   *     found without being asked for.
   * @throws IllegalArgumentException if the graph says what TFLite cannot (see {@link
   *     dev.gossamer.tflite.TfliteWriter#write(Graph, WriteOptions)}), or has another number of
   *     inputs than {@code info} has ranges
   */
  public static byte[] write(Graph graph, WriteOptions options, GossInfo info) {
    int ranges = info.inputRanges().size();
    if (ranges != 0 && ranges != graph.inputs().size()) {
      throw new IllegalArgumentException(
          "the graph has " + graph.inputs().size() + " inputs, got " + ranges + " ranges");
    }
    SectionStore constants = new SectionStore(options);
    GraphWriter tables = GraphWriter.of(graph, constants);
    return assemble(tables, constants.sections(), info);
  }

  /** The file of these tables and sections, which must be those that the tables name. */
  static byte[] assemble(GraphWriter tables, List<PackedConstant> sections, GossInfo info) {
    FlatBufferBuilder file = new FlatBufferBuilder(expectedBytes(sections));
    int[] sectionTables = new int[sections.size()];
    for (int i = 0; i < sectionTables.length; i++) {
      sectionTables[i] = sections.get(i).write(file);
    }
    int sectionVector = GossModel.createSectionsVector(file, sectionTables);
    int subgraph = tables.writeGraph(file);
    int codes = GossModel.createOperatorCodesVector(file, tables.writeOperatorCodes(file));
    int producer = file.createString(info.producer());
    int provenance = writeProvenance(file, info);
    int rangeVector = writeRanges(file, info.inputRanges());
    GossModel.finishGossModelBuffer(
        file,
        GossModel.createGossModel(
            file,
            GossReader.MAJOR_VERSION,
            GossReader.MINOR_VERSION,
            NO_CHECKSUM,
            producer,
            codes,
            subgraph,
            sectionVector,
            provenance,
            rangeVector));
    byte[] bytes = file.sizedByteArray();
    seal(bytes);
    return bytes;
  }

  /** Puts the checksum into a file that is whole otherwise. */
  static void seal(byte[] bytes) {
    int place = GossReader.checksumPlace(bytes);
    int checksum = Checksum.of(bytes, place);
    System.arraycopy(ElementEncoder.ints(DataType.INT32, new int[] {checksum}), 0, bytes, place, 4);
  }

  private static int expectedBytes(List<PackedConstant> sections) {
    long bytes = 1 << 16;
    for (PackedConstant section : sections) {
      bytes += section.bytes() + 64;
    }
    return (int) Math.min(Integer.MAX_VALUE - 16, bytes + bytes / 8);
  }

  private static int writeProvenance(FlatBufferBuilder file, GossInfo info) {
    if (info.sourceSha256().isEmpty() && info.recipe().isEmpty()) {
      return 0;
    }
    byte[] hash = new byte[info.sourceSha256().length() / 2];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) Integer.parseInt(info.sourceSha256().substring(2 * i, 2 * i + 2), 16);
    }
    int hashVector = Provenance.createSourceSha256Vector(file, hash);
    return Provenance.createProvenance(file, hashVector, file.createString(info.recipe()));
  }

  private static int writeRanges(FlatBufferBuilder file, List<InputRange> ranges) {
    if (ranges.isEmpty()) {
      return 0;
    }
    int[] tables = new int[ranges.size()];
    for (int i = 0; i < tables.length; i++) {
      InputRange range = ranges.get(i);
      tables[i] =
          dev.gossamer.format.schema.InputRange.createInputRange(file, range.low(), range.high());
    }
    return GossModel.createInputRangesVector(file, tables);
  }
}
