package dev.gossamer.codegen;

import dev.gossamer.wasm.FunctionBuilder;

/** Loads and stores of four elements that lie a fixed number of bytes apart, or of one. */
final class Lanes {
  private static final int[] EVEN = {0, 2, 4, 6};

  private Lanes() {}

  /**
   * Pushes four elements, or one (in lane 0) if {@code whole} is false. With a stride of 8, reads
   * up to 4 bytes past the last element.
   */
  static FunctionBuilder load(
      FunctionBuilder f, int pointer, int offset, int stride, boolean whole) {
    // Offsets of instructions are unsigned: a negative one is added to the pointer.
    if (!whole) {
      return address(f, pointer, offset).v128Load32Zero(Math.max(offset, 0), 4);
    }
    return switch (stride) {
      case 0 -> address(f, pointer, offset).v128Load32Splat(Math.max(offset, 0), 4);
      case 4 -> address(f, pointer, offset).v128Load(Math.max(offset, 0), 4);
      case 8 -> {
        address(f, pointer, offset).v128Load(Math.max(offset, 0), 4);
        address(f, pointer, offset + 16).v128Load(Math.max(offset + 16, 0), 4);
        yield f.i32x4Shuffle(EVEN);
      }
      default -> gather(f, pointer, offset, stride);
    };
  }

  /** Lane loads take the address below the vector: all addresses are pushed first. */
  private static FunctionBuilder gather(FunctionBuilder f, int pointer, int offset, int stride) {
    for (int lane = 3; lane >= 0; lane--) {
      address(f, pointer, offset + lane * stride);
    }
    f.v128Load32Zero(Math.max(offset, 0), 4);
    for (int lane = 1; lane < 4; lane++) {
      f.v128Load32Lane(Math.max(offset + lane * stride, 0), lane);
    }
    return f;
  }

  /** Stores the vector in a local: four elements, or the one in lane 0. */
  static FunctionBuilder store(
      FunctionBuilder f, int pointer, int stride, boolean whole, int vector) {
    if (!whole) {
      return f.localGet(pointer).localGet(vector).v128Store32Lane(0, 0);
    }
    if (stride == 4) {
      return f.localGet(pointer).localGet(vector).v128Store(0, 4);
    }
    for (int lane = 0; lane < 4; lane++) {
      int place = lane * stride;
      address(f, pointer, place).localGet(vector).v128Store32Lane(Math.max(place, 0), lane);
    }
    return f;
  }

  /** Pushes what an instruction's offset, if it is positive, is added to. */
  static FunctionBuilder address(FunctionBuilder f, int pointer, int offset) {
    f.localGet(pointer);
    return offset < 0 ? f.i32Const(offset).i32Add() : f;
  }
}
