package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gossamer.ModelFormatException;
import dev.gossamer.format.schema.GossModel;
import dev.gossamer.format.schema.IndexCode;
import dev.gossamer.format.schema.Storage;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.tflite.ConstantStore;
import dev.gossamer.tflite.ElementDecoder;
import dev.gossamer.tflite.GraphWriter;
import dev.gossamer.tflite.WriteOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Files with a good checksum that were made to mislead; each is refused naming the field. */
class LyingGossTest {
  private static final Predicate<PackedConstant> BITMAP = csr(IndexCode.BITMAP);
  private static final Predicate<PackedConstant> DELTA8 = csr(IndexCode.DELTA8);
  private static final Predicate<PackedConstant> DELTA16 = csr(IndexCode.DELTA16);
  private static final Predicate<PackedConstant> BLOCKS = of(Storage.BLOCKS);
  private static final Predicate<PackedConstant> GROUPS = of(Storage.N_OF_M);
  private static final Predicate<PackedConstant> TAPS = of(Storage.TAPS);
  private static final Predicate<PackedConstant> LAYOUT = section -> section.layout() != null;

  /** Ids of fields, as in the schema. */
  private static final int MAJOR = 0;

  private static final int MINOR = 1;
  private static final int CHECKSUM = 2;
  private static final int GRAPH = 5;
  private static final int SECTIONS = 6;
  private static final int PROVENANCE = 7;
  private static final int RANGES = 8;
  private static final int VALUES = 10;

  private static Predicate<PackedConstant> of(int storage) {
    return section -> section.storage() == storage;
  }

  private static Predicate<PackedConstant> csr(int code) {
    return section -> section.storage() == Storage.CSR && section.code() == code;
  }

  @Test
  void everyStorageIsInTheFile() {
    assertThat(GossReader.readFile(SmallGoss.file()).sections())
        .extracting(GossFile.SectionInfo::storage)
        .contains("csr, bitmap", "csr, 8-bit distances", "csr, 16-bit distances", "1:4", "dense")
        .contains("2 tap patterns", "blocks 4x4, bitmap")
        .anyMatch(storage -> storage.startsWith("blocks 2x1"));
  }

  @Test
  void wrongCounts() {
    for (Predicate<PackedConstant> which :
        List.of(BITMAP, DELTA8, DELTA16, BLOCKS, GROUPS, TAPS, LAYOUT)) {
      refused(which, s -> copy(s, s.indices(), cut(s.values())), ".values", "Bytes of values");
      refused(which, s -> copy(s, s.indices(), longer(s.values())), ".values", "Bytes of values");
    }
    refused(BITMAP, s -> copy(s, cut(s.indices()), s.values()), ".indices", "Bytes of a bitmap");
    refused(BLOCKS, s -> copy(s, longer(s.indices()), s.values()), ".indices", "bitmap");
    refused(DELTA16, s -> copy(s, cut(s.indices()), s.values()), ".indices", "multiple of 2");
    refused(GROUPS, s -> copy(s, cut(s.indices()), s.values()), ".indices", "Bytes of places");
    refused(TAPS, s -> copy(s, cut(s.indices()), s.values()), ".indices", "Patterns of channels");
    refused(
        of(Storage.DENSE), s -> copy(s, s.indices(), cut(s.values())), "tensor", "Bytes of data");
  }

  @Test
  void indicesOutOfRange() {
    refused(DELTA8, s -> copy(s, last(s.indices(), 255), s.values()), ".indices", "below 256");
    refused(DELTA8, s -> copy(s, new byte[] {1, 0}, s.values()), ".indices", "without an entry");
    refused(DELTA16, s -> copy(s, last(s.indices(), 255), s.values()), ".indices", "below 4096");
    refused(GROUPS, s -> with(s, 2, 4, s.indices(), s.values()), ".indices", "Bytes of places");
    refused(
        GROUPS,
        s -> with(s, 2, 4, twice(s.indices()), twice(s.values())),
        ".indices",
        "Place 1 in group 0");
    refused(TAPS, s -> copy(s, last(s.indices(), 2), s.values()), ".indices", "below 2");
    refused(TAPS, s -> patterns(s, 1L << 25), ".patterns", "no tap from 25 on");
    refused(TAPS, s -> patterns(s, Long.MIN_VALUE), ".patterns", "no tap from 25 on");
  }

  @Test
  void parametersThatFitNothing() {
    refused(BITMAP, s -> storage(s, 9, 0, 1, 1, 0, 0), ".storage", "0..4");
    refused(BITMAP, s -> storage(s, Storage.CSR, 7, 1, 1, 0, 0), ".index_code", "0..2");
    refused(BITMAP, s -> storage(s, Storage.CSR, 0, 2, 1, 0, 0), ".block_rows", "1..1");
    refused(BLOCKS, s -> storage(s, Storage.BLOCKS, 0, 0, 1, 0, 0), ".block_rows", "found 0");
    refused(BLOCKS, s -> storage(s, Storage.BLOCKS, 0, 3, 1, 0, 0), ".block_rows", "divisor of 16");
    refused(
        BLOCKS, s -> storage(s, Storage.BLOCKS, 0, 2, -1, 0, 0), ".block_columns", "4294967295");
    refused(GROUPS, s -> storage(s, Storage.N_OF_M, 0, 1, 1, 1, 0), ".m", "found 0");
    refused(GROUPS, s -> storage(s, Storage.N_OF_M, 0, 1, 1, 1, 3), ".m", "divisor of 16");
    refused(GROUPS, s -> storage(s, Storage.N_OF_M, 0, 1, 1, 0, 4), ".n", "found 0");
    refused(GROUPS, s -> storage(s, Storage.N_OF_M, 0, 1, 1, 5, 4), ".n", "found 5");
    refused(BITMAP, s -> storage(s, Storage.TAPS, 0, 1, 1, 0, 0), ".storage", "[1, KH, KW, C]");
    refused(of(Storage.DENSE), s -> s.sparse(null), ".sparse", "DENSE");
  }

  @Test
  void layoutsThatFitNothing() {
    TacoLayout good = TacoLayout.blocks(4, 4, 4);
    List<TacoLayout.Format> formats = good.formats();
    layout(new TacoLayout(List.of(0, 0, 2, 3, 4, 5), good.blockMap(), formats, List.of(4, 4)));
    layout(new TacoLayout(List.of(0, 1, 2, 200, 4, 5), good.blockMap(), formats, List.of(4, 4)));
    layout(new TacoLayout(good.traversalOrder(), List.of(0, 0), formats, List.of(4, 4)));
    layout(new TacoLayout(good.traversalOrder(), List.of(0, 77), formats, List.of(4, 4)));
    layout(new TacoLayout(good.traversalOrder(), good.blockMap(), formats, List.of(0, 4)));
    layout(new TacoLayout(good.traversalOrder(), good.blockMap(), formats, List.of(3, 4)));
    layout(new TacoLayout(good.traversalOrder(), good.blockMap(), formats, List.of(4)));
    layout(new TacoLayout(List.of(0), List.of(), formats.subList(0, 1), List.of()));
    layout(new TacoLayout(List.of(), List.of(), formats, List.of()));
  }

  private static void layout(TacoLayout lie) {
    refused(LAYOUT, s -> s.sparse(lie), ".layout", "");
  }

  @Test
  void newerAndImpossibleVersions() {
    assertRefused(version(MAJOR, 2), "GossModel.major_version", "needs a newer Gossamer");
    assertRefused(version(MAJOR, 0xffff), "GossModel.major_version", "found 65535");
    assertRefused(version(MAJOR, 0), "GossModel.major_version", "found 0");
  }

  @Test
  void aNewerMinorVersionIsRead() {
    byte[] file = SmallGoss.with(BITMAP, s -> s);
    byte[] newer = version(MINOR, 9);
    assertThat(GossReader.readFile(newer).minorVersion()).isEqualTo(9);
    assertThat(GossReader.readFile(file).minorVersion()).isZero();
  }

  /** A version of 0 is not stored; a greater one is put in the place of the major version. */
  private static byte[] version(int field, int value) {
    byte[] file = SmallGoss.file();
    int place = field(file, root(file), MAJOR);
    if (field == MINOR) {
      // Two bytes that pad the table become the field.
      int vtable = root(file) - int32(file, root(file));
      int size = ElementDecoder.int16(file, vtable + 2);
      boolean[] used = new boolean[size];
      Arrays.fill(used, 0, 4, true);
      for (int id = 0; id < 9; id++) {
        int offset = ElementDecoder.int16(file, vtable + 4 + 2 * id);
        for (int i = 0; offset != 0 && i < (id < 2 ? 2 : 4); i++) {
          used[offset + i] = true;
        }
      }
      int free = 4;
      while (used[free] || used[free + 1]) {
        free++;
      }
      put(file, vtable + 4 + 2 * MINOR, 2, free);
      place = root(file) + free;
    }
    put(file, place, 2, value);
    GossWriter.seal(file);
    return file;
  }

  @Test
  void checksums() {
    byte[] wrong = SmallGoss.file();
    wrong[field(wrong, root(wrong), CHECKSUM)] ^= 1;
    assertRefused(wrong, "GossModel.checksum", "the file was damaged");

    assertRefused(without(CHECKSUM), "GossModel.checksum", "found none");
  }

  @Test
  void missingGraphAndSections() {
    assertRefused(without(GRAPH), "GossModel.graph", "found none");
    assertRefused(without(SECTIONS), "tensor", "Buffer index");
    assertThat(GossReader.readFile(without(PROVENANCE)).info().sourceSha256()).isEmpty();
    assertThat(GossReader.readFile(without(RANGES)).info().inputRanges()).isEmpty();
  }

  private static byte[] without(int field) {
    byte[] file = SmallGoss.file();
    int vtable = root(file) - int32(file, root(file));
    put(file, vtable + 4 + 2 * field, 2, 0);
    if (field != CHECKSUM) {
      GossWriter.seal(file);
    }
    return file;
  }

  @Test
  void overlappingSections() {
    byte[] file = SmallGoss.file();
    // The builder of FlatBuffers puts what is written first at the end.
    int first = field(file, section(file, 1), VALUES);
    int second = field(file, section(file, 0), VALUES);
    int target = second + int32(file, second);
    put(file, first, 4, target - first);
    GossWriter.seal(file);
    assertRefused(file, "GossModel.sections[", "Sections overlap");

    byte[] inside = SmallGoss.file();
    int values = field(inside, section(inside, 0), VALUES);
    int vector = values + int32(inside, values);
    // A vector in the bytes of another one.
    put(inside, vector + 8, 4, 4);
    int other = field(inside, section(inside, 1), VALUES);
    put(inside, other, 4, vector + 8 - other);
    GossWriter.seal(inside);
    assertRefused(inside, "GossModel.sections[", "Sections overlap");
  }

  @Test
  void provenanceAndRanges() {
    byte[] hash = SmallGoss.file();
    int provenance = field(hash, root(hash), PROVENANCE);
    int table = provenance + int32(hash, provenance);
    int vector = field(hash, table, 0);
    put(hash, vector + int32(hash, vector), 4, 31);
    GossWriter.seal(hash);
    assertRefused(hash, "GossModel.provenance.source_sha256", "found 31");

    for (float high : new float[] {-1, -2, Float.NaN, Float.POSITIVE_INFINITY}) {
      byte[] range = SmallGoss.file();
      int ranges = field(range, root(range), RANGES);
      int element = ranges + int32(range, ranges) + 4;
      int rangeTable = element + int32(range, element);
      put(range, field(range, rangeTable, 1), 4, Float.floatToRawIntBits(high));
      GossWriter.seal(range);
      assertRefused(range, "GossModel.input_ranges[0]", "the lower first");
    }
  }

  /** Few bytes that say they are many numbers. */
  @Test
  void shapesThatNeedTooMuchMemory() {
    byte[] file = SmallGoss.with(DELTA16, s -> copy(s, new byte[0], new byte[0]));
    int tensor = tensorOf(file, "far");
    int shape = field(file, tensor, 0);
    int extents = shape + int32(file, shape) + 4;
    put(file, extents + 4, 4, 1 << 15);
    put(file, extents + 8, 4, 1 << 11);
    GossWriter.seal(file);
    assertRefused(file, "GossModel.sections[", "too much memory");
  }

  private static int tensorOf(byte[] file, String name) {
    int graph = root(file) + field(file, root(file), GRAPH) - root(file);
    graph += int32(file, graph);
    int tensors = field(file, graph, 0);
    tensors += int32(file, tensors);
    var subgraph = GossModel.getRootAsGossModel(ByteBuffer.wrap(file)).graph();
    for (int i = 0; i < subgraph.tensorsLength(); i++) {
      if (name.equals(subgraph.tensors(i).name())) {
        int element = tensors + 4 + 4 * i;
        return element + int32(file, element);
      }
    }
    throw new AssertionError(name);
  }

  /** What a .tflite file says in the tensor, a .goss file says in the section. */
  @Test
  void sparsityInTheTensor() {
    Graph graph = SmallGoss.graph();
    SectionStore store = new SectionStore(WriteOptions.AS_STORED);
    ConstantStore both =
        new ConstantStore() {
          @Override
          public int raw(byte[] bytes) {
            return store.raw(bytes);
          }

          @Override
          public Stored store(Constant constant, Use use) {
            Stored stored = store.store(constant, use);
            return constant instanceof Constant.Sparse sparse
                ? new Stored(
                    stored.type(),
                    stored.buffer(),
                    true,
                    dev.gossamer.sparse.TacoCodec.encode(
                        sparse.shape().dims(), sparse.matrix(), sparse.layout()))
                : stored;
          }
        };
    GraphWriter tables = GraphWriter.of(graph, both);
    byte[] file = GossWriter.assemble(tables, store.sections(), GossInfo.NONE);
    assertRefused(file, "].sparsity", "Sparsity of TFLite");
  }

  // --- lies
  // ---------------------------------------------------------------------------------------

  private static void refused(
      Predicate<PackedConstant> which,
      UnaryOperator<PackedConstant> lie,
      String where,
      String message) {
    assertRefused(SmallGoss.with(which, lie), where, message);
  }

  private static void assertRefused(byte[] file, String where, String message) {
    Throwable thrown = catchThrowable(() -> GossReader.read(file));
    assertThat(thrown).isInstanceOf(ModelFormatException.class).hasMessageContaining(message);
    assertThat(((ModelFormatException) thrown).where()).contains(where);
  }

  private static PackedConstant copy(PackedConstant s, byte[] indices, byte[] values) {
    return new PackedConstant(
        s.storage(),
        s.code(),
        s.sparse(),
        s.blockRows(),
        s.blockColumns(),
        s.n(),
        s.m(),
        s.layout(),
        indices,
        s.patterns(),
        values);
  }

  private static PackedConstant with(
      PackedConstant s, int n, int m, byte[] indices, byte[] values) {
    return PackedConstant.groups(n, m, indices, values);
  }

  private static PackedConstant patterns(PackedConstant s, long added) {
    long[] patterns = s.patterns().clone();
    patterns[1] |= added;
    return PackedConstant.taps(s.indices(), patterns, s.values());
  }

  private static PackedConstant storage(
      PackedConstant s, int storage, int code, int rows, int columns, int n, int m) {
    return new PackedConstant(
        storage,
        code,
        s.sparse(),
        rows,
        columns,
        n,
        m,
        s.layout(),
        s.indices(),
        s.patterns(),
        s.values());
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] longer(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static byte[] twice(byte[] bytes) {
    return new byte[2 * bytes.length];
  }

  private static byte[] last(byte[] bytes, int value) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] = (byte) value;
    return changed;
  }

  // --- places in the file
  // -------------------------------------------------------------------------

  private static int int32(byte[] file, int place) {
    return ElementDecoder.int32(file, place);
  }

  private static int root(byte[] file) {
    return int32(file, 0);
  }

  /** Where a field of a table stands. */
  private static int field(byte[] file, int table, int id) {
    int vtable = table - int32(file, table);
    int offset = ElementDecoder.int16(file, vtable + 4 + 2 * id);
    assertThat(offset).as("field " + id).isPositive();
    return table + offset;
  }

  private static int section(byte[] file, int index) {
    int sections = field(file, root(file), SECTIONS);
    int element = sections + int32(file, sections) + 4 + 4 * index;
    return element + int32(file, element);
  }

  private static void put(byte[] file, int place, int width, int value) {
    for (int i = 0; i < width; i++) {
      file[place + i] = (byte) (value >> 8 * i);
    }
  }
}
