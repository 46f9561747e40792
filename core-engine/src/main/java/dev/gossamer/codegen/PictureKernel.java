package dev.gossamer.codegen;

import dev.gossamer.wasm.BlockType;
import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.MemoryType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;

/**
 * Cuts a turned rectangle out of an RGBA picture, scaled to a tensor [1,rows,columns,3]. What it
 * computes is told in plain Java by {@code dev.gossamer.vision.ImageToTensor}, to the same bits.
 *
 * <p>The four channels of a pixel are the lanes of a vector. Each is stored whole; the next pixel,
 * 12 bytes on, overwrites the fourth lane. The module also has the exports of {@link
 * BackgroundKernels}.
 */
public final class PictureKernel {
  private static final int PIXELS = 0;
  private static final int WIDTH = 1;
  private static final int HEIGHT = 2;
  private static final int INTO = 3;
  private static final int COLUMNS = 4;
  private static final int ROWS = 5;
  private static final int ORIGIN_X = 6;
  private static final int ORIGIN_Y = 7;
  private static final int STEP_X = 8;
  private static final int STEP_Y = 9;
  private static final int COS = 10;
  private static final int SIN = 11;
  private static final int LOW = 12;
  private static final int SCALE = 13;
  private static final int REPLICATE = 14;

  private static final ValueType I32 = ValueType.I32;
  private static final ValueType F32 = ValueType.F32;

  private final FunctionHandle level;
  private final FunctionBuilder f;
  private final int lastX;
  private final int lastY;
  private final int row;
  private final int column;
  private final int x;
  private final int y;
  private final int left;
  private final int top;
  private final int right;
  private final int below;
  private final int upper;
  private final int lower;
  private final int address;
  private final int near;

  private PictureKernel(FunctionHandle level, FunctionBuilder f) {
    this.level = level;
    this.f = f;
    lastX = f.local(F32);
    lastY = f.local(F32);
    row = f.local(I32);
    column = f.local(I32);
    x = f.local(F32);
    y = f.local(F32);
    left = f.local(I32);
    top = f.local(I32);
    right = f.local(ValueType.V128);
    below = f.local(ValueType.V128);
    upper = f.local(ValueType.V128);
    lower = f.local(ValueType.V128);
    address = f.local(I32);
    near = f.local(ValueType.V128);
  }

  /**
   * A module with an import {@code env.memory} and an export
   *
   * <pre>{@code
   * convert(pixels, width, height, into, columns, rows,
   *     originX, originY, stepX, stepY, cos, sin, low, scale, replicate)
   * }</pre>
   *
   * <p>{@code pixels} and {@code into} are addresses; behind the {@code 12 * columns * rows} bytes
   * of the result there must be room for 4 more. The origin is the region's corner in pixels of the
   * picture, steps are the pixels from one element to the next along the region's own axes, which
   * are turned by an angle of that cosine and sine; black becomes {@code low}, each grey level adds
   * {@code scale}. Beyond the picture its edges go on where {@code replicate} is 1, and it is black
   * where that is 0.
   */
  public static byte[] emit() {
    ModuleBuilder module = new ModuleBuilder().keepNames(false);
    module.importMemory("env", "memory", MemoryType.of(1));
    FunctionHandle level =
        module.function(
            "level",
            FunctionType.of(I32, I32, I32, I32, I32, I32).returning(ValueType.V128),
            PictureKernel::level);
    FunctionType type =
        FunctionType.of(I32, I32, I32, I32, I32, I32, F32, F32, F32, F32, F32, F32, F32, F32, I32);
    FunctionHandle convert =
        module.function("convert", type, f -> new PictureKernel(level, f).rows());
    module.export("convert", convert);
    BackgroundKernels.addTo(module);
    return module.toBytes();
  }

  private void rows() {
    f.localGet(WIDTH).i32Const(1).i32Sub().f32ConvertI32S().localSet(lastX);
    f.localGet(HEIGHT).i32Const(1).i32Sub().f32ConvertI32S().localSet(lastY);
    int rowX = f.local(F32);
    int rowY = f.local(F32);
    int along = f.local(F32);
    f.loop(
        nextRow -> {
          f.localGet(row).f32ConvertI32S().localGet(STEP_Y).f32Mul().localSet(along);
          f.localGet(ORIGIN_X).localGet(along).localGet(SIN).f32Mul().f32Sub().localSet(rowX);
          f.localGet(ORIGIN_Y).localGet(along).localGet(COS).f32Mul().f32Add().localSet(rowY);
          f.i32Const(0).localSet(column);
          f.loop(
              nextColumn -> {
                f.localGet(column).f32ConvertI32S().localGet(STEP_X).f32Mul().localSet(along);
                f.localGet(rowX).localGet(along).localGet(COS).f32Mul().f32Add().localSet(x);
                f.localGet(rowY).localGet(along).localGet(SIN).f32Mul().f32Add().localSet(y);
                pixel();
                f.increment(INTO, 12).increment(column, 1);
                f.localGet(column).localGet(COLUMNS).i32LtS().brIf(nextColumn);
              });
          f.increment(row, 1).localGet(row).localGet(ROWS).i32LtS().brIf(nextRow);
        });
  }

  private void pixel() {
    f.localGet(INTO);
    f.localGet(LOW).f32x4Splat();
    f.localGet(SCALE).f32x4Splat();
    f.localGet(x).f32Const(0).f32Ge().localGet(y).f32Const(0).f32Ge().i32And();
    f.localGet(x).localGet(lastX).f32Lt().i32And().localGet(y).localGet(lastY).f32Lt().i32And();
    f.ifElse(BlockType.result(ValueType.V128), this::inside, this::atBorder);
    f.f32x4Mul().f32x4Add().v128Store(0, 4);
  }

  /** Four neighbours in two loads. */
  private void inside() {
    f.localGet(x).i32TruncSatF32S().localSet(left);
    f.localGet(y).i32TruncSatF32S().localSet(top);
    f.localGet(x).localGet(left).f32ConvertI32S().f32Sub().f32x4Splat().localSet(right);
    f.localGet(y).localGet(top).f32ConvertI32S().f32Sub().f32x4Splat().localSet(below);
    f.localGet(top).localGet(WIDTH).i32Mul().localGet(left).i32Add().i32Const(2).i32Shl();
    f.localGet(PIXELS).i32Add().localSet(address);
    betweenTwo().localSet(upper);
    f.localGet(address).localGet(WIDTH).i32Const(2).i32Shl().i32Add().localSet(address);
    betweenTwo().localSet(lower);
    f.localGet(upper).localGet(below).localGet(lower).localGet(upper).f32x4Sub();
    f.f32x4Mul().f32x4Add();
  }

  /** {@code a + right * (b - a)} of the pixel at the address and the next one. */
  private FunctionBuilder betweenTwo() {
    f.localGet(address).v128Load8x8U(0, 4).localTee(near);
    f.i32x4ExtendLowI16x8U().f32x4ConvertI32x4S().localTee(lower);
    f.localGet(right);
    f.localGet(near).i32x4ExtendHighI16x8U().f32x4ConvertI32x4S().localGet(lower).f32x4Sub();
    return f.f32x4Mul().f32x4Add();
  }

  /** Each neighbour by itself; those beyond the picture are black, or the nearest pixel in it. */
  private void atBorder() {
    nearest(x, lastX, left, right);
    nearest(y, lastY, top, below);
    f.localGet(right).localSet(near);
    mixed(() -> neighbour(0, 0), () -> neighbour(1, 0)).localSet(upper);
    mixed(() -> neighbour(0, 1), () -> neighbour(1, 1)).localSet(lower);
    f.localGet(below).localSet(near);
    mixed(() -> f.localGet(upper), () -> f.localGet(lower));
  }

  /** A coordinate at most a pixel outside, or none, as its whole and its remaining part. */
  private void nearest(int coordinate, int last, int whole, int rest) {
    int margin = f.local(F32);
    f.localGet(REPLICATE).i32Const(1).i32Xor().f32ConvertI32S().localSet(margin);
    f.localGet(coordinate).localGet(last).localGet(margin).f32Add().f32Min();
    f.localGet(margin).f32Neg().f32Max().localTee(coordinate);
    f.f32Floor().i32TruncSatF32S().localSet(whole);
    f.localGet(coordinate).localGet(whole).f32ConvertI32S().f32Sub().f32x4Splat().localSet(rest);
    f.release(margin);
  }

  private void neighbour(int across, int down) {
    f.localGet(PIXELS).localGet(WIDTH).localGet(HEIGHT);
    f.localGet(left).i32Const(across).i32Add().localGet(top).i32Const(down).i32Add();
    f.localGet(REPLICATE).call(level);
  }

  /** {@code (1 - near) * first + near * second}. */
  private FunctionBuilder mixed(Runnable first, Runnable second) {
    f.f32Const(1).f32x4Splat().localGet(near).f32x4Sub();
    first.run();
    f.f32x4Mul().localGet(near);
    second.run();
    return f.f32x4Mul().f32x4Add();
  }

  /** (pixels, width, height, x, y, replicate) to the four channels there. */
  private static void level(FunctionBuilder f) {
    int x = 3;
    int y = 4;
    f.localGet(5);
    f.ifElse(
        () -> {
          clamp(f, x, 1);
          clamp(f, y, 2);
        },
        () -> {
          // Below 0 is above everything, unsigned.
          f.localGet(x).localGet(1).i32GeU().localGet(y).localGet(2).i32GeU().i32Or();
          f.ifThen(() -> f.f32Const(0).f32x4Splat().returnNow());
        });
    f.localGet(y).localGet(1).i32Mul().localGet(x).i32Add().i32Const(2).i32Shl();
    f.localGet(0).i32Add().v128Load32Zero(0, 4);
    f.i16x8ExtendLowI8x16U().i32x4ExtendLowI16x8U().f32x4ConvertI32x4S();
  }

  /** To 0 and the extent less 1. */
  private static void clamp(FunctionBuilder f, int local, int extent) {
    int most = f.local(I32);
    f.localGet(extent).i32Const(1).i32Sub().localSet(most);
    f.localGet(most).localGet(local).localGet(local).localGet(most).i32GtS().select();
    f.localSet(local);
    f.i32Const(0).localGet(local).localGet(local).i32Const(0).i32LtS().select().localSet(local);
    f.release(most);
  }
}
