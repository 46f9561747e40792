package dev.gossamer.sparse;

/** Floats read where they lie, widened one by one if the file holds them narrower. */
public interface ValueVector {

  int length();

  /** The value at {@code index}, 0..length - 1. */
  float at(int index);

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
