package dev.gossamer.format;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.DataType;
import dev.gossamer.sparse.TacoLayout;
import dev.gossamer.tflite.ConstantStore;
import dev.gossamer.tflite.ElementEncoder;
import dev.gossamer.tflite.WriteOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Constants to sections; the buffer 0 is none, buffer i section i - 1. */
final class SectionStore implements ConstantStore {
  private final WriteOptions options;
  private final List<PackedConstant> sections = new ArrayList<>();
  private final Map<PackedConstant, Integer> known = new HashMap<>();

  SectionStore(WriteOptions options) {
    this.options = options;
  }

  List<PackedConstant> sections() {
    return sections;
  }

  @Override
  public int raw(byte[] bytes) {
    return add(PackedConstant.dense(bytes));
  }

  @Override
  public Stored store(Constant constant, Use use) {
    WriteOptions applied = use == Use.OUTPUT ? WriteOptions.AS_STORED : options;
    boolean pack = applied.sparsity() != WriteOptions.Sparsity.OFF;
    return switch (constant) {
      case Constant.Ints ints ->
          new Stored(ints.type(), raw(ElementEncoder.ints(ints.type(), ints.ints())), false, null);
      case Constant.Floats dense -> storeDense(dense, applied, pack);
      case Constant.Sparse sparse when pack -> storeSparse(sparse, applied);
      case Constant.Sparse sparse -> storeUnpacked(sparse, applied);
    };
  }

  private Stored storeDense(Constant.Floats dense, WriteOptions applied, boolean pack) {
    DataType type = applied.type(dense.type(), dense.floats());
    Entries entries = Entries.of(dense, type);
    PackedConstant section = pack ? Packing.smallest(entries) : Packing.dense(entries);
    return new Stored(type, add(section), false, null);
  }

  private Stored storeSparse(Constant.Sparse sparse, WriteOptions applied) {
    DataType type = applied.type(sparse.type(), sparse.matrix().values());
    TacoLayout usual = TacoLayout.lastDimensionCsr(sparse.shape().rank());
    // Rewriting may leave a weight with channels that the blocks of its file do not divide.
    boolean isUsual = sparse.layout().equals(usual) || !sparse.layout().fits(sparse.shape().dims());
    PackedConstant section = Packing.smallest(Entries.of(sparse, type));
    int buffer = add(section.sparse(isUsual ? null : sparse.layout()));
    return new Stored(type, buffer, true, null);
  }

  private Stored storeUnpacked(Constant.Sparse sparse, WriteOptions applied) {
    DataType type = applied.type(sparse.type(), sparse.matrix().values());
    return new Stored(type, add(Packing.dense(Entries.of(sparse, type))), false, null);
  }

  private int add(PackedConstant section) {
    Integer buffer = known.get(section);
    if (buffer == null) {
      sections.add(section);
      buffer = sections.size();
      known.put(section, buffer);
    }
    return buffer;
  }
}
