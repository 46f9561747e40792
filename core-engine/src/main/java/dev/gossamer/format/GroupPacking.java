package dev.gossamer.format;

/**
 * n entries of each group of m neighbours in a row, n being the most that any group has. Places in
 * the group are ascending numbers of log2(m) bits, lowest bits first.
 *
 * @param m a power of two
 */
record GroupPacking(int m) implements Packing {

  /** Bits of a place in a group of m. */
  static int placeBits(int m) {
    return 32 - Integer.numberOfLeadingZeros(m - 1);
  }

  @Override
  public long bytes(Entries entries, long limit) {
    if (entries.columns() % m != 0) {
      return NEVER;
    }
    int n = n(entries);
    long values = (long) entries.elements() / m * n;
    if (n == 0 || n == m || (entries.exact() && values != entries.count())) {
      return NEVER;
    }
    return values * entries.width() + (values * placeBits(m) + 7) / 8;
  }

  /** The most entries of a group. */
  private int n(Entries entries) {
    int most = 0;
    int inGroup = 0;
    int group = -1;
    for (int position : entries.positions()) {
      inGroup = position / m == group ? inGroup + 1 : 1;
      group = position / m;
      most = Math.max(most, inGroup);
    }
    return most;
  }

  @Override
  public PackedConstant pack(Entries entries) {
    int n = n(entries);
    int groups = entries.elements() / m;
    byte[] values = new byte[groups * n * entries.width()];
    byte[] places = new byte[(int) (((long) groups * n * placeBits(m) + 7) / 8)];
    int entry = 0;
    for (int group = 0; group < groups; group++) {
      int first = entry;
      while (entry < entries.count() && entries.positions()[entry] / m == group) {
        entry++;
      }
      int spare = n - (entry - first);
      int written = 0;
      int next = first;
      for (int place = 0; place < m && written < n; place++) {
        boolean stored = next < entry && entries.positions()[next] % m == place;
        // Zeros fill a group that has fewer entries.
        if (stored || spare > 0) {
          int slot = group * n + written++;
          putPlace(places, slot, place);
          if (stored) {
            entries.put(values, slot, next++);
          } else {
            spare--;
          }
        }
      }
    }
    return PackedConstant.groups(n, m, places, values);
  }

  private void putPlace(byte[] places, int slot, int place) {
    int width = placeBits(m);
    for (int i = 0; i < width; i++) {
      long bit = (long) slot * width + i;
      places[(int) (bit >> 3)] |= (byte) ((place >> i & 1) << (bit & 7));
    }
  }
}
