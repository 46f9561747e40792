package dev.gossamer.codegen;

import dev.gossamer.wasm.DataSegment;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;

/**
 * Writes the code that unpacks a {@link PackedImage} in place: the packed bytes are copied to the
 * end of where the image is to be, and read from there while the image grows towards them.
 *
 * <p>It runs once, before the browser optimises anything: some 2 ms for the 1.7 million words of
 * the hand model, where the 3 MB that it saves take longer to arrive.
 */
final class UnpackEmitter {
  /** What a half's exponent and fraction, read as those of a float, must be multiplied by. */
  private static final float REBIAS = 0x1p112f;

  private final FunctionBuilder f;
  private final int source;
  private final int target;
  private final int header;
  private final int end;
  private final int half;

  private UnpackEmitter(FunctionBuilder f) {
    this.f = f;
    source = f.local(ValueType.I32, "source");
    target = f.local(ValueType.I32, "target");
    header = f.local(ValueType.I32, "header");
    end = f.local(ValueType.I32, "end");
    half = f.local(ValueType.V128, "half");
  }

  /**
   * @param segment holds the packed bytes; dropped at the end
   * @param address of the image
   * @param size of the image in bytes; {@code packed.slack()} bytes behind it are zero afterwards
   */
  static void emit(
      FunctionBuilder f, DataSegment segment, PackedImage packed, int address, int size) {
    int length = packed.bytes().length;
    int imageEnd = address + size;
    int start = imageEnd + packed.slack() - length;
    f.i32Const(start).i32Const(0).i32Const(length).memoryInit(segment).dataDrop(segment);
    new UnpackEmitter(f).runs(start, address);
    f.i32Const(imageEnd).i32Const(0).i32Const(packed.slack()).memoryFill();
  }

  private void runs(int start, int address) {
    f.i32Const(start).localSet(source).i32Const(address).localSet(target);
    f.loop(
        next -> {
          f.localGet(source).i32Load(0).localSet(header);
          advance(source, 4);
          f.localGet(header);
          f.ifThen(
              () -> {
                f.localGet(target).localGet(header).i32Const(2).i32ShrU();
                f.i32Const(2).i32Shl().i32Add().localSet(end);
                ifKind(PackedImage.WORDS, this::words);
                ifKind(PackedImage.OFFSETS, () -> groups(() -> f.i32Const(4).i32x4Shl()));
                ifKind(PackedImage.HALVES, () -> groups(this::widen));
                f.br(next);
              });
        });
  }

  private void ifKind(int kind, Runnable then) {
    f.localGet(header).i32Const(3).i32And().i32Const(kind).i32Eq();
    f.ifThen(then);
  }

  private void words() {
    f.localGet(target).localGet(source).localGet(end).localGet(target).i32Sub().memoryCopy();
    f.localGet(source).localGet(end).localGet(target).i32Sub().i32Add().localSet(source);
    f.localGet(end).localSet(target);
  }

  /** Four words a round. */
  private void groups(Runnable convert) {
    f.loop(
        again -> {
          f.localGet(target);
          f.localGet(source).v128Load16x4U(0);
          convert.run();
          f.v128Store(0);
          advance(source, 8);
          advance(target, 16);
          f.localGet(target).localGet(end).i32LtU().brIf(again);
        });
  }

  /** Four halves in 32 bits each, to floats: exact, subnormals among them. */
  private void widen() {
    f.localTee(half).i32Const(0x7fff).i32x4Splat().v128And().i32Const(13).i32x4Shl();
    f.f32Const(REBIAS).f32x4Splat().f32x4Mul();
    f.localGet(half).i32Const(0x8000).i32x4Splat().v128And().i32Const(16).i32x4Shl().v128Or();
  }

  private void advance(int local, int bytes) {
    f.localGet(local).i32Const(bytes).i32Add().localSet(local);
  }
}
