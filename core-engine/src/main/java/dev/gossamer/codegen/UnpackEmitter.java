package dev.gossamer.codegen;

import dev.gossamer.wasm.DataSegment;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.ValueType;

/**
 * Writes the code that unpacks a {@link PackedImage} in place: the packed bytes are copied to the
 * end of where the image is to be, and read from there while the image grows towards them.
 *
 * <p>It runs once, before the browser optimises anything: 1 to 5 ms for the 1.7 million words of
 * the hand model, where the 3 MB that it saves take 15 ms to arrive.
 */
final class UnpackEmitter {
  /** Where sign, exponent and fraction of a half are after the shift; twice. */
  private static final long KEPT = 0x8fffe000_8fffe000L;

  /** 2^112, twice. */
  private static final long REBIAS = 0x77800000_77800000L;

  private final FunctionBuilder f;
  private final int source;
  private final int target;
  private final int header;
  private final int end;

  private UnpackEmitter(FunctionBuilder f) {
    this.f = f;
    source = f.local(ValueType.I32, "source");
    target = f.local(ValueType.I32, "target");
    header = f.local(ValueType.I32, "header");
    end = f.local(ValueType.I32, "end");
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
                ifKind(
                    PackedImage.OFFSETS,
                    () -> groups(() -> f.v128Load16x4U(0).i32Const(4).i32x4Shl()));
                ifKind(PackedImage.HALVES, () -> groups(this::halves));
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

  /**
   * Four words a round.
   *
   * @param read with the address on the stack, pushes the words
   */
  private void groups(Runnable read) {
    f.loop(
        again -> {
          f.localGet(target);
          f.localGet(source);
          read.run();
          f.v128Store(0);
          advance(source, 8);
          advance(target, 16);
          f.localGet(target).localGet(end).i32LtU().brIf(again);
        });
  }

  /**
   * Four halves as floats, exact, subnormals among them. Extended as signed numbers and moved to
   * the left by 13 bits, sign and fraction are in their places, and the exponent is 112 too low.
   */
  private void halves() {
    f.v128Load16x4S(0).i32Const(13).i32x4Shl().v128Const(KEPT, KEPT).v128And();
    f.v128Const(REBIAS, REBIAS).f32x4Mul();
  }

  private void advance(int local, int bytes) {
    f.localGet(local).i32Const(bytes).i32Add().localSet(local);
  }
}
