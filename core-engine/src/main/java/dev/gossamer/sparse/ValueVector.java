package dev.gossamer.sparse;

/** Floats read where they lie, widened one by one if the file holds them narrower. */
public interface ValueVector {

  int length();

  /** The value at {@code index}, 0..length - 1. */
  float at(int index);

  /** Values {@code from} to {@code to - 1}, to {@code target} from {@code at} on. */
  default void copy(int from, int to, float[] target, int at) {
    for (int i = from; i < to; i++) {
      target[at + i - from] = at(i);
    }
  }

  /** A view of the array. */
  static ValueVector of(float... values) {
    return new ValueVector() {
      @Override
      public int length() {
        return values.length;
      }

      @Override
      public float at(int index) {
        return values[index];
      }
    };
  }
}
