package dev.gossamer.bridge;

import org.teavm.interop.Address;
import org.teavm.runtime.heap.Heap;

/**
 * One block of linear memory through which bytes and floats travel between JavaScript and Java
 * arrays, a block at a time. Java arrays are objects of the collector that JavaScript cannot see,
 * and a block of fixed size never makes the memory grow, so JavaScript's views of it stay valid.
 */
public final class Staging {
  /** Size of the block. 256 KiB lies in the second-level cache; larger ones were not faster. */
  public static final int BYTES = 1 << 18;

  private static int address;

  private Staging() {}

  /** Where the block lies in linear memory; a multiple of 4. */
  public static int address() {
    if (address == 0) {
      address = Heap.alloc(BYTES).toInt();
    }
    return address;
  }

  static void copyOut(byte[] source, int offset, int count) {
    Address block = Address.fromInt(address());
    for (int i = 0; i < count; i++) {
      block.add(i).putByte(source[offset + i]);
    }
  }

  static void copyIn(byte[] target, int offset, int count) {
    Address block = Address.fromInt(address());
    int i = 0;
    // Models are megabytes, and read before the browser has optimised anything.
    for (; i + 4 <= count; i += 4) {
      int word = block.add(i).getInt();
      target[offset + i] = (byte) word;
      target[offset + i + 1] = (byte) (word >> 8);
      target[offset + i + 2] = (byte) (word >> 16);
      target[offset + i + 3] = (byte) (word >> 24);
    }
    for (; i < count; i++) {
      target[offset + i] = block.add(i).getByte();
    }
  }

  /** Copies to the block from its word {@code at} on. */
  static void copyOut(int[] source, int offset, int count, int at) {
    Address block = Address.fromInt(address()).add(4 * at);
    for (int i = 0; i < count; i++) {
      block.add(4 * i).putInt(source[offset + i]);
    }
  }

  static void copyOut(float[] source, int offset, int count) {
    Address block = Address.fromInt(address());
    for (int i = 0; i < count; i++) {
      block.add(4 * i).putFloat(source[offset + i]);
    }
  }

  static void copyIn(float[] target, int offset, int count) {
    Address block = Address.fromInt(address());
    for (int i = 0; i < count; i++) {
      target[offset + i] = block.add(4 * i).getFloat();
    }
  }
}
