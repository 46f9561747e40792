package dev.gossamer.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where instructions are written: opcodes, immediates, and the references that become numbers only
 * when the module is complete. The subclasses add one method per opcode, a group each; {@link
 * FunctionBuilder} is the only concrete one. Methods are named after the text format ({@code
 * i32x4.extend_low_i16x8_s} is {@code i32x4ExtendLowI16x8S}), return the builder, and expect their
 * operands on the stack in the order of the specification.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * InstructionSink sink = module.define(module.declare("empty", FunctionType.of()));
 * int bytes = sink.size();
 * }</pre>
 */
public abstract sealed class InstructionSink permits ControlInstructions {
  final ModuleBuilder module;
  final ByteWriter code = new ByteWriter();

  private int[] referencePositions = new int[32];
  private int[] referenceTargets = new int[32];
  private int references;
  private final List<Handle> handles = new ArrayList<>();

  InstructionSink(ModuleBuilder module) {
    this.module = module;
  }

  /** Bytes of instructions written so far, without locals and references. */
  public final int size() {
    return code.size();
  }

  final FunctionBuilder self() {
    return (FunctionBuilder) this;
  }

  final FunctionBuilder op(int opcode) {
    code.u8(opcode);
    return self();
  }

  final FunctionBuilder misc(int opcode) {
    code.u8(0xFC).unsigned(opcode);
    return self();
  }

  final FunctionBuilder simd(int opcode) {
    code.u8(0xFD).unsigned(opcode);
    return self();
  }

  final FunctionBuilder atomic(int opcode) {
    code.u8(0xFE).unsigned(opcode);
    return self();
  }

  final FunctionBuilder atomic(int opcode, int logSize, int offset) {
    atomic(opcode);
    return memoryArgument(logSize, offset);
  }

  final FunctionBuilder memory(int opcode, int logSize, int offset) {
    op(opcode);
    return memoryArgument(logSize, offset);
  }

  final FunctionBuilder memory(int opcode, int logSize, int offset, int align) {
    op(opcode);
    return memoryArgument(checkAlign(logSize, align), offset);
  }

  final FunctionBuilder simdMemory(int opcode, int logSize, int offset) {
    simd(opcode);
    return memoryArgument(logSize, offset);
  }

  final FunctionBuilder simdMemory(int opcode, int logSize, int offset, int align) {
    simd(opcode);
    return memoryArgument(checkAlign(logSize, align), offset);
  }

  final FunctionBuilder memoryLane(int opcode, int logSize, int offset, int lane) {
    simd(opcode);
    memoryArgument(logSize, offset);
    code.u8(checkLane(16 >> logSize, lane));
    return self();
  }

  final FunctionBuilder lane(int opcode, int lanes, int lane) {
    simd(opcode);
    code.u8(checkLane(lanes, lane));
    return self();
  }

  final FunctionBuilder unsigned(int value) {
    code.unsigned(value);
    return self();
  }

  final FunctionBuilder signed(long value) {
    code.signed(value);
    return self();
  }

  /** Leaves a place for the index of {@code handle}. */
  final FunctionBuilder reference(Handle handle) {
    handles.add(handle);
    return addReference(-handles.size());
  }

  /** Leaves a place for the final index of a local. */
  final FunctionBuilder localReference(int local) {
    return addReference(local);
  }

  static int checkLane(int lanes, int lane) {
    if (lane < 0 || lane >= lanes) {
      throw new IllegalArgumentException("lane must be 0.." + (lanes - 1) + ", got " + lane);
    }
    return lane;
  }

  /** Writes the instructions with every reference filled in. */
  final void encodeCode(ByteWriter out, int[] localIndices) {
    int from = 0;
    for (int i = 0; i < references; i++) {
      out.bytes(code, from, referencePositions[i]);
      from = referencePositions[i];
      int target = referenceTargets[i];
      out.unsigned(target >= 0 ? localIndices[target] : handles.get(-1 - target).index());
    }
    out.bytes(code, from, code.size());
  }

  private FunctionBuilder addReference(int target) {
    if (references == referencePositions.length) {
      referencePositions = Arrays.copyOf(referencePositions, 2 * references);
      referenceTargets = Arrays.copyOf(referenceTargets, 2 * references);
    }
    referencePositions[references] = code.size();
    referenceTargets[references++] = target;
    return self();
  }

  private FunctionBuilder memoryArgument(int logAlign, int offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be at least 0, got " + offset);
    }
    code.unsigned(logAlign).unsigned(offset);
    return self();
  }

  private static int checkAlign(int logSize, int align) {
    for (int log = 0; log <= logSize; log++) {
      if (align == 1 << log) {
        return log;
      }
    }
    throw new IllegalArgumentException(
        "align must be a power of two, 1.." + (1 << logSize) + " bytes, got " + align);
  }
}
