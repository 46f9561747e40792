package dev.gossamer.format;

/**
 * Blocks of rows x columns in which there is an entry, stripe by stripe; 1x1 are compressed rows.
 *
 * @param blockRows must divide the rows
 * @param blockColumns must divide the columns
 */
record BlockPacking(int blockRows, int blockColumns) implements Packing {

  @Override
  public long bytes(Entries entries, long limit) {
    long least = (long) entries.count() * entries.width();
    if (!fits(entries) || least >= limit) {
      return NEVER;
    }
    int[] blocks = blocks(entries);
    long values = (long) blocks.length * blockRows * blockColumns;
    if ((entries.exact() && values != entries.count()) || values * entries.width() >= limit) {
      return NEVER;
    }
    return values * entries.width() + PositionEncoder.of(blocks, grid(entries)).bytes();
  }

  private boolean fits(Entries entries) {
    return entries.rows() % blockRows == 0 && entries.columns() % blockColumns == 0;
  }

  private int grid(Entries entries) {
    return entries.elements() / (blockRows * blockColumns);
  }

  private int block(Entries entries, int entry) {
    int columns = entries.columns();
    int row = entries.positions()[entry] / columns;
    int column = entries.positions()[entry] % columns;
    return row / blockRows * (columns / blockColumns) + column / blockColumns;
  }

  /** Positions of blocks with an entry, ascending. */
  private int[] blocks(Entries entries) {
    if (blockRows * blockColumns == 1) {
      return entries.positions();
    }
    boolean[] stored = new boolean[grid(entries)];
    int count = 0;
    for (int entry = 0; entry < entries.count(); entry++) {
      int block = block(entries, entry);
      count += stored[block] ? 0 : 1;
      stored[block] = true;
    }
    int[] blocks = new int[count];
    int next = 0;
    for (int block = 0; block < stored.length; block++) {
      if (stored[block]) {
        blocks[next++] = block;
      }
    }
    return blocks;
  }

  @Override
  public PackedConstant pack(Entries entries) {
    int[] blocks = blocks(entries);
    int[] ordinal = new int[grid(entries)];
    for (int i = 0; i < blocks.length; i++) {
      ordinal[blocks[i]] = i;
    }
    int size = blockRows * blockColumns;
    byte[] values = new byte[blocks.length * size * entries.width()];
    for (int entry = 0; entry < entries.count(); entry++) {
      int row = entries.positions()[entry] / entries.columns();
      int column = entries.positions()[entry] % entries.columns();
      int inner = row % blockRows * blockColumns + column % blockColumns;
      entries.put(values, ordinal[block(entries, entry)] * size + inner, entry);
    }
    return PackedConstant.blocks(
        blockRows, blockColumns, PositionEncoder.of(blocks, grid(entries)), values);
  }
}
