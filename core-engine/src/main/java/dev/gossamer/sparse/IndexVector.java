package dev.gossamer.sparse;

/** Whole numbers read where they lie, so that decoding an 8-bit index array costs no int array. */
public interface IndexVector {

  /** No entries. */
  IndexVector EMPTY = of();

  int length();

  /** The entry at {@code index}, 0..length - 1. */
  int at(int index);

  /** Entries {@code from} to {@code to - 1}, to {@code target} from {@code at} on. */
  default void copy(int from, int to, int[] target, int at) {
    for (int i = from; i < to; i++) {
      target[at + i - from] = at(i);
    }
  }

  /** A view of the array. */
  static IndexVector of(int... entries) {
    return new IndexVector() {
      @Override
      public int length() {
        return entries.length;
      }

      @Override
      public int at(int index) {
        return entries[index];
      }
    };
  }
}
