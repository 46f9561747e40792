package dev.gossamer.codegen;

import dev.gossamer.plan.Layout;
import dev.gossamer.wasm.FunctionBuilder;

/** Address arithmetic over layouts. */
final class RowAddress {
  private RowAddress() {}

  /**
   * Pushes the address of column 0 of a row: a few instructions, meant to be paid once per row.
   *
   * @param base local with the buffer's address
   * @param channel local with the channel, or -1 for channel 0
   * @param row local with the row
   */
  static FunctionBuilder push(FunctionBuilder f, Layout layout, int base, int channel, int row) {
    f.localGet(base).i32Const(layout.offset(0, 0, 0)).i32Add();
    if (channel >= 0 && layout.channels() > 1) {
      f.localGet(channel).i32Const(layout.channelStride()).i32Mul().i32Add();
    }
    if (layout.bandCount() == 1) {
      return f.localGet(row).i32Const(layout.rowPitch()).i32Mul().i32Add();
    }
    f.localGet(row).i32Const(layout.bandRows()).i32DivU();
    f.i32Const(layout.bandStride()).i32Mul().i32Add();
    f.localGet(row).i32Const(layout.bandRows()).i32RemU();
    return f.i32Const(layout.rowPitch()).i32Mul().i32Add();
  }
}
