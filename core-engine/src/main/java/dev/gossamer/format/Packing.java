package dev.gossamer.format;

import java.util.List;

/** One way to store a constant. The first of equally small ones is taken. */
interface Packing {

  /** Does not apply. */
  long NEVER = Long.MAX_VALUE;

  /** Every storage, the more regular ones first. */
  List<Packing> ALL =
      List.of(
          new GroupPacking(4),
          new GroupPacking(8),
          new GroupPacking(16),
          new TapPacking(),
          new BlockPacking(16, 1),
          new BlockPacking(4, 4),
          new BlockPacking(4, 1),
          new BlockPacking(1, 4),
          new BlockPacking(2, 1),
          new BlockPacking(1, 1));

  /**
   * Bytes of indices and values, {@link #NEVER} if the entries cannot be stored so.
   *
   * @param limit what is too much: from there on the answer may be any that is not less
   */
  long bytes(Entries entries, long limit);

  PackedConstant pack(Entries entries);

  /** What entries must save to be worth unpacking, in bytes. */
  int LEAST_SAVING = 64;

  /** The smallest way to store the entries. */
  static PackedConstant smallest(Entries entries) {
    long dense = (long) entries.elements() * entries.width();
    Packing best = null;
    long bytes = entries.exact() ? NEVER : dense - LEAST_SAVING;
    if (entries.shape().rank() > 0) {
      for (Packing packing : ALL) {
        long needed = packing.bytes(entries, bytes);
        if (needed < bytes) {
          best = packing;
          bytes = needed;
        }
      }
    }
    return best == null ? dense(entries) : best.pack(entries);
  }

  /** Every element. */
  static PackedConstant dense(Entries entries) {
    byte[] values = new byte[entries.elements() * entries.width()];
    for (int entry = 0; entry < entries.count(); entry++) {
      entries.put(values, entries.positions()[entry], entry);
    }
    return PackedConstant.dense(values);
  }
}
