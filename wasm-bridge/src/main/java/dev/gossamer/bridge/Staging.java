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
    for (int i = 0; i < count; i++) {
      target[offset + i] = block.add(i).getByte();
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
