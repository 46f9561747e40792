package dev.gossamer.codegen;

import dev.gossamer.wasm.FunctionBuilder;
import dev.gossamer.wasm.FunctionHandle;
import dev.gossamer.wasm.FunctionType;
import dev.gossamer.wasm.ModuleBuilder;
import dev.gossamer.wasm.ValueType;
import java.util.function.Consumer;

/**
 * Stretches masks, blurs what is behind people, and puts pictures together. What they compute is
 * told in plain Java by {@code Mask} and {@code Background} of {@code dev.gossamer.vision}. All
 * arguments are addresses and whole numbers; areas are multiples of 16 bytes, and what is stored
 * may go over the end of its own by up to 12.
 *
 * <pre>{@code
 * spots(into, extent, newExtent, bytes)
 *     12 bytes per new position: offsets of two neighbours of so many bytes each, the share of the latter
 * stretch(from, width, height, spots, rows, into, newWidth, newHeight, first, count)
 *     a plane of floats to rows first, first + 1, … of a larger or smaller one; rows has room for two
 * spread(from, width, height, spots, rows, into, newWidth, newHeight, first, count)
 *     the same for cells of four floats, three of which are stored
 * shrink(pixels, mask, width, height, step, cells)
 *     sums over step x step pixels: red, green, blue, and the background's share that they count by
 * box(from, into, outer, inner, outerStride, innerStride, reach)
 *     sums over 2 * reach + 1 cells, fewer at the ends; strides in bytes
 * divide(cells, count)
 *     cells by their fourth float
 * compose(pixels, mask, behind, count)
 *     pixels where the mask is 1, red, green and blue of behind where it is 0
 * }</pre>
 */
final class BackgroundKernels {
  private static final ValueType I32 = ValueType.I32;
  private static final ValueType F32 = ValueType.F32;
  private static final ValueType V128 = ValueType.V128;

  /** A cell: red, green, blue, weight. */
  private static final int CELL = 16;

  private static final int RGB = 12;
  private static final int SPOT = 12;

  /** {@code BackgroundBlur}'s. */
  private static final float LEAST_WEIGHT = 1e-3f;

  private BackgroundKernels() {}

  /** Adds them and exports them by their names. */
  static void addTo(ModuleBuilder module) {
    FunctionHandle position =
        module.function(
            "position", FunctionType.of(I32, I32, I32).returning(F32), BackgroundKernels::position);
    export(module, "spots", 4, f -> spots(f, position));
    for (boolean cells : new boolean[] {false, true}) {
      FunctionHandle row =
          module.function(
              "row", FunctionType.of(I32, I32, I32, I32), f -> row(f, cells ? CELL : Float.BYTES));
      String name = cells ? "spread" : "stretch";
      export(module, name, 10, f -> enlarge(f, position, row, cells ? CELL : Float.BYTES));
    }
    export(module, "shrink", 6, BackgroundKernels::shrink);
    export(module, "box", 7, BackgroundKernels::box);
    export(module, "divide", 2, BackgroundKernels::divide);
    export(module, "compose", 4, BackgroundKernels::compose);
  }

  private static void export(
      ModuleBuilder module, String name, int arguments, Consumer<FunctionBuilder> body) {
    ValueType[] types = new ValueType[arguments];
    java.util.Arrays.fill(types, I32);
    module.export(name, module.function(name, FunctionType.of(types), body));
  }

  /** (to, newExtent, extent) to where that is, between the centres of the first and the last. */
  private static void position(FunctionBuilder f) {
    f.localGet(0).f32ConvertI32S().f32Const(0.5f).f32Add();
    f.localGet(2).f32ConvertI32S().f32Mul().localGet(1).f32ConvertI32S().f32Div();
    f.f32Const(0.5f).f32Sub();
    f.localGet(2).i32Const(1).i32Sub().f32ConvertI32S().f32Min().f32Const(0).f32Max();
  }

  private static void spots(FunctionBuilder f, FunctionHandle position) {
    int into = 0;
    int extent = 1;
    int newExtent = 2;
    int bytes = 3;
    int to = f.local(I32);
    int at = f.local(F32);
    int near = f.local(I32);
    upTo(
        f,
        to,
        newExtent,
        1,
        () -> {
          f.localGet(to).localGet(newExtent).localGet(extent).call(position).localTee(at);
          f.i32TruncSatF32S().localSet(near);
          f.localGet(into).localGet(near).localGet(bytes).i32Mul().i32Store(0);
          f.localGet(into);
          next(f, near, extent).localGet(bytes).i32Mul().i32Store(4);
          f.localGet(into);
          f.localGet(at).localGet(near).f32ConvertI32S().f32Sub().f32Store(8);
          f.increment(into, SPOT);
        });
  }

  /** (from, spots, into, newWidth): one row. */
  private static void row(FunctionBuilder f, int bytes) {
    int from = 0;
    int spots = 1;
    int into = 2;
    boolean cells = bytes == CELL;
    int near = f.local(V128);
    f.countDown(
        3,
        () -> {
          f.localGet(into);
          load(f.localGet(from).localGet(spots).i32Load(0).i32Add(), cells).localTee(near);
          f.localGet(spots).f32Load(8).f32x4Splat();
          load(f.localGet(from).localGet(spots).i32Load(4).i32Add(), cells).localGet(near);
          f.f32x4Sub().f32x4Mul().f32x4Add();
          if (cells) {
            f.v128Store(0);
          } else {
            f.v128Store32Lane(0, 0);
          }
          f.increment(spots, SPOT).increment(into, bytes);
        });
  }

  private static FunctionBuilder load(FunctionBuilder f, boolean cell) {
    return cell ? f.v128Load(0) : f.v128Load32Zero(0);
  }

  /** Two neighbouring rows are stretched, and mixed until the next two are wanted. */
  private static void enlarge(
      FunctionBuilder f, FunctionHandle position, FunctionHandle row, int bytes) {
    int from = 0;
    int width = 1;
    int height = 2;
    int spots = 3;
    int rows = 4;
    int into = 5;
    int newWidth = 6;
    int newHeight = 7;
    int y = 8;
    int count = 9;
    int at = f.local(F32);
    int top = f.local(I32);
    int held = f.local(I32);
    int second = f.local(I32);
    f.i32Const(-1).localSet(held);
    f.localGet(newWidth).i32Const(3).i32Add().i32Const(-4).i32And().i32Const(bytes).i32Mul();
    f.localGet(rows).i32Add().localSet(second);
    f.countDown(
        count,
        () -> {
          f.localGet(y).localGet(newHeight).localGet(height).call(position).localTee(at);
          f.i32TruncSatF32S().localTee(top).localGet(held).i32Ne();
          f.ifThen(
              () -> {
                times(f.localGet(top), width, bytes).localGet(from).i32Add();
                f.localGet(spots).localGet(rows).localGet(newWidth).call(row);
                times(next(f, top, height), width, bytes).localGet(from).i32Add();
                f.localGet(spots).localGet(second).localGet(newWidth).call(row);
                f.localGet(top).localSet(held);
              });
          f.localGet(at).localGet(top).f32ConvertI32S().f32Sub().localSet(at);
          mix(f, rows, second, at, into, newWidth, bytes);
          f.increment(y, 1);
        });
  }

  /** Moves {@code into} on to the next row. */
  private static void mix(
      FunctionBuilder f, int upper, int lower, int share, int into, int width, int bytes) {
    int stored = bytes == CELL ? RGB : bytes;
    int offset = f.local(I32);
    int end = f.local(I32);
    int address = f.local(I32);
    int near = f.local(V128);
    f.localGet(width).i32Const(bytes).i32Mul().localSet(end);
    f.localGet(into).localSet(address);
    upTo(
        f,
        offset,
        end,
        CELL,
        () -> {
          f.localGet(address);
          f.localGet(upper).localGet(offset).i32Add().v128Load(0).localTee(near);
          f.localGet(share).f32x4Splat();
          f.localGet(lower).localGet(offset).i32Add().v128Load(0).localGet(near);
          f.f32x4Sub().f32x4Mul().f32x4Add().v128Store(0, 4);
          f.increment(address, bytes == CELL ? RGB : CELL);
        });
    f.localGet(width).i32Const(stored).i32Mul().localGet(into).i32Add().localSet(into);
  }

  private static void shrink(FunctionBuilder f) {
    int pixels = 0;
    int mask = 1;
    int width = 2;
    int height = 3;
    int step = 4;
    int cells = 5;
    int left = f.local(I32);
    int top = f.local(I32);
    int right = f.local(I32);
    int bottom = f.local(I32);
    int x = f.local(I32);
    int y = f.local(I32);
    int pixel = f.local(I32);
    int sum = f.local(V128);
    f.loop(
        nextRow -> {
          end(f, top, step, height).localSet(bottom);
          f.i32Const(0).localSet(left);
          f.loop(
              nextCell -> {
                end(f, left, step, width).localSet(right);
                f.f32Const(0).f32x4Splat().localSet(sum);
                f.localGet(top).localSet(y);
                f.loop(
                    down -> {
                      f.localGet(left).localSet(x);
                      f.localGet(y).localGet(width).i32Mul().localGet(left).i32Add();
                      f.i32Const(2).i32Shl().localSet(pixel);
                      f.loop(
                          across -> {
                            level(f.localGet(pixels).localGet(pixel).i32Add());
                            f.f32Const(1).f32x4ReplaceLane(3);
                            f.f32Const(1).localGet(mask).localGet(pixel).i32Add().f32Load(0);
                            f.f32Sub().f32Const(LEAST_WEIGHT).f32Max().f32x4Splat().f32x4Mul();
                            f.localGet(sum).f32x4Add().localSet(sum);
                            f.increment(pixel, 4).increment(x, 1);
                            f.localGet(x).localGet(right).i32LtS().brIf(across);
                          });
                      f.increment(y, 1).localGet(y).localGet(bottom).i32LtS().brIf(down);
                    });
                f.localGet(cells).localGet(sum).v128Store(0);
                f.increment(cells, CELL);
                f.localGet(right).localTee(left).localGet(width).i32LtS().brIf(nextCell);
              });
          f.localGet(bottom).localTee(top).localGet(height).i32LtS().brIf(nextRow);
        });
  }

  private static void box(FunctionBuilder f) {
    int from = 0;
    int into = 1;
    int outer = 2;
    int inner = 3;
    int outerStride = 4;
    int innerStride = 5;
    int reach = 6;
    int at = f.local(I32);
    int offset = f.local(I32);
    int count = f.local(I32);
    int source = f.local(I32);
    int first = f.local(I32);
    int sum = f.local(V128);
    f.countDown(
        outer,
        () -> {
          f.i32Const(0).localSet(offset);
          upTo(
              f,
              at,
              inner,
              1,
              () -> {
                f.localGet(at).localGet(reach).i32Sub().i32Const(0);
                f.localGet(at).localGet(reach).i32GtS().select().localTee(first);
                f.localGet(innerStride).i32Mul().localGet(from).i32Add().localSet(source);
                end(f, at, reach, inner).localSet(count);
                // Up to and with the one that is reached, where there is one.
                f.localGet(count).localGet(inner).i32LtS().localGet(count).i32Add();
                f.localGet(first).i32Sub().localSet(count);
                f.f32Const(0).f32x4Splat().localSet(sum);
                f.countDown(
                    count,
                    () -> {
                      f.localGet(sum).localGet(source).v128Load(0).f32x4Add().localSet(sum);
                      f.localGet(source).localGet(innerStride).i32Add().localSet(source);
                    });
                f.localGet(into).localGet(offset).i32Add().localGet(sum).v128Store(0);
                f.localGet(offset).localGet(innerStride).i32Add().localSet(offset);
              });
          f.localGet(from).localGet(outerStride).i32Add().localSet(from);
          f.localGet(into).localGet(outerStride).i32Add().localSet(into);
        });
  }

  private static void divide(FunctionBuilder f) {
    int cells = 0;
    int cell = f.local(V128);
    f.countDown(
        1,
        () -> {
          f.localGet(cells).localGet(cells).v128Load(0).localTee(cell);
          f.localGet(cell).f32x4ExtractLane(3).f32x4Splat().f32x4Div().v128Store(0);
          f.increment(cells, CELL);
        });
  }

  private static void compose(FunctionBuilder f) {
    int pixels = 0;
    int mask = 1;
    int behind = 2;
    int back = f.local(V128);
    f.countDown(
        3,
        () -> {
          f.localGet(pixels);
          f.localGet(behind).v128Load(0, 4).localTee(back);
          f.localGet(mask).f32Load(0).f32x4Splat();
          level(f.localGet(pixels)).localGet(back).f32x4Sub().f32x4Mul().f32x4Add();
          f.f32Const(0.5f).f32x4Splat().f32x4Add().f32x4Floor().i32x4TruncSatF32x4S();
          f.localTee(back).localGet(back).i16x8NarrowI32x4S().localTee(back).localGet(back);
          f.i8x16NarrowI16x8U().i32x4ExtractLane(0).i32Const(0xff000000).i32Or().i32Store(0);
          f.increment(pixels, 4).increment(mask, 4).increment(behind, RGB);
        });
  }

  /** The four channels of the pixel at the address on the stack. */
  private static FunctionBuilder level(FunctionBuilder f) {
    f.v128Load32Zero(0, 4);
    return f.i16x8ExtendLowI8x16U().i32x4ExtendLowI16x8U().f32x4ConvertI32x4S();
  }

  /** {@code min(start + step, extent)}. */
  private static FunctionBuilder end(FunctionBuilder f, int start, int step, int extent) {
    f.localGet(start).localGet(step).i32Add().localGet(extent);
    f.localGet(start).localGet(step).i32Add().localGet(extent).i32LtS();
    return f.select();
  }

  /** {@code min(near + 1, extent - 1)}. */
  private static FunctionBuilder next(FunctionBuilder f, int near, int extent) {
    f.localGet(near).i32Const(1).i32Add().localGet(extent).i32LtS();
    return f.localGet(near).i32Add();
  }

  private static FunctionBuilder times(FunctionBuilder f, int width, int bytes) {
    return f.localGet(width).i32Mul().i32Const(bytes).i32Mul();
  }

  /** With the index at 0, step, … below a local of at least 1. */
  private static void upTo(FunctionBuilder f, int index, int end, int step, Runnable inside) {
    f.i32Const(0).localSet(index);
    f.loop(
        again -> {
          inside.run();
          f.increment(index, step).localGet(index).localGet(end).i32LtS().brIf(again);
        });
  }
}
