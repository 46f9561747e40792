package dev.gossamer.wasm;

/**
 * A section that is a count followed by that many entries.
 *
 * <pre>{@code
 * EntrySection memories = new MemorySection().memory(MemoryType.of(1));
 * int count = memories.count();
 * }</pre>
 */
public abstract class EntrySection extends Section {
  private final ByteWriter entries = new ByteWriter();
  private int count;

  EntrySection(int id) {
    super(id);
  }

  /** Number of entries so far. */
  public final int count() {
    return count;
  }

  /** Where the next entry is to be written. */
  final ByteWriter entry() {
    count++;
    return entries;
  }

  @Override
  final boolean isEmpty() {
    return count == 0;
  }

  @Override
  final void encodeContent(ByteWriter out) {
    out.unsigned(count).bytes(entries);
  }
}
