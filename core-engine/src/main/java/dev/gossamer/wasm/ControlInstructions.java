package dev.gossamer.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Blocks, branches, calls, and instructions on any value. Blocks come in two forms: {@code begin…}
 * to {@code end}, which chain, and {@code block}, {@code loop}, {@code ifThen}, {@code ifElse} with
 * the inside as a lambda. Branches name a {@link Label}; depths are counted here.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * module.function(
 *     "spin",
 *     FunctionType.of(ValueType.I32),
 *     f ->
 *         f.loop(
 *             again ->
 *                 f.localGet(0).i32Const(1).i32Sub().localTee(0).brIf(again)));
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class ControlInstructions extends InstructionSink
    permits VariableInstructions {
  private final List<Frame> frames = new ArrayList<>();

  ControlInstructions(ModuleBuilder module) {
    super(module);
  }

  /** Traps. */
  public FunctionBuilder unreachable() {
    return op(0x00);
  }

  /** Does nothing. */
  public FunctionBuilder nop() {
    return op(0x01);
  }

  /** Opens a block that {@code label} leaves. */
  public FunctionBuilder beginBlock(Label label) {
    return beginBlock(BlockType.EMPTY, label);
  }

  /** Opens a block that {@code label} leaves. */
  public FunctionBuilder beginBlock(BlockType type, Label label) {
    return open(0x02, "block", type, label);
  }

  /** Opens a loop that {@code label} starts again; it is left by reaching its end. */
  public FunctionBuilder beginLoop(Label label) {
    return beginLoop(BlockType.EMPTY, label);
  }

  /** Opens a loop that {@code label} starts again; it is left by reaching its end. */
  public FunctionBuilder beginLoop(BlockType type, Label label) {
    return open(0x03, "loop", type, label);
  }

  /** Pops a condition (i32) and opens an if that {@code label} leaves. */
  public FunctionBuilder beginIf(Label label) {
    return beginIf(BlockType.EMPTY, label);
  }

  /** Pops a condition (i32) and opens an if that {@code label} leaves. */
  public FunctionBuilder beginIf(BlockType type, Label label) {
    return open(0x04, "if", type, label);
  }

  /** Goes over to the other branch of the innermost block, which must be an if. */
  public FunctionBuilder beginElse() {
    Frame frame = frames.isEmpty() ? null : frames.remove(frames.size() - 1);
    if (frame == null || !frame.kind.equals("if")) {
      throw new IllegalStateException(
          "else needs an open if, but the innermost block is " + (frame == null ? "none" : frame));
    }
    frames.add(new Frame("else", frame.label));
    return op(0x05);
  }

  /** Closes the innermost block. The end of the function itself is written by the module. */
  public FunctionBuilder end() {
    if (frames.isEmpty()) {
      throw new IllegalStateException("end without an open block");
    }
    frames.remove(frames.size() - 1);
    return op(0x0B);
  }

  /** A block around what {@code inside} emits; its label leaves the block. */
  public FunctionBuilder block(Consumer<Label> inside) {
    return block(BlockType.EMPTY, inside);
  }

  /** A block around what {@code inside} emits; its label leaves the block. */
  public FunctionBuilder block(BlockType type, Consumer<Label> inside) {
    Label label = new Label("");
    beginBlock(type, label);
    inside.accept(label);
    return endOf(label);
  }

  /** A loop around what {@code inside} emits; its label starts the loop again. */
  public FunctionBuilder loop(Consumer<Label> inside) {
    return loop(BlockType.EMPTY, inside);
  }

  /** A loop around what {@code inside} emits; its label starts the loop again. */
  public FunctionBuilder loop(BlockType type, Consumer<Label> inside) {
    Label label = new Label("");
    beginLoop(type, label);
    inside.accept(label);
    return endOf(label);
  }

  /** Pops a condition (i32); what {@code inside} emits runs if it is not 0. */
  public FunctionBuilder ifThen(Runnable inside) {
    Label label = new Label("");
    beginIf(label);
    inside.run();
    return endOf(label);
  }

  /** Pops a condition (i32); one of the two runs. */
  public FunctionBuilder ifElse(Runnable then, Runnable otherwise) {
    return ifElse(BlockType.EMPTY, then, otherwise);
  }

  /** Pops a condition (i32); one of the two runs. */
  public FunctionBuilder ifElse(BlockType type, Runnable then, Runnable otherwise) {
    Label label = new Label("");
    beginIf(type, label);
    then.run();
    checkInnermost(label);
    beginElse();
    otherwise.run();
    return endOf(label);
  }

  /** Branches to {@code label}. */
  public FunctionBuilder br(Label label) {
    return op(0x0C).unsigned(depth(label));
  }

  /** Pops a condition (i32) and branches if it is not 0. */
  public FunctionBuilder brIf(Label label) {
    return op(0x0D).unsigned(depth(label));
  }

  /** Pops an i32 and branches to the label with that position, or to {@code otherwise}. */
  public FunctionBuilder brTable(Label otherwise, Label... labels) {
    op(0x0E).unsigned(labels.length);
    for (Label label : labels) {
      unsigned(depth(label));
    }
    return unsigned(depth(otherwise));
  }

  /** Leaves the function with the results on the stack. */
  public FunctionBuilder returnNow() {
    return op(0x0F);
  }

  /** Pops the parameters, pushes the results. */
  public FunctionBuilder call(FunctionHandle function) {
    module.checkOwn(function);
    return op(0x10).reference(function);
  }

  /**
   * Pops an element's index, then the parameters; traps if the function there is of another type.
   */
  public FunctionBuilder callIndirect(TableHandle table, FunctionType type) {
    module.checkOwn(table);
    return op(0x11).unsigned(module.types().index(type)).reference(table);
  }

  /** Pops a value. */
  public FunctionBuilder drop() {
    return op(0x1A);
  }

  /**
   * Pops a condition, b, a; pushes a if the condition is not 0, otherwise b. Not for references.
   */
  public FunctionBuilder select() {
    return op(0x1B);
  }

  /** {@link #select()} for values of the given type, references included. */
  public FunctionBuilder select(ValueType type) {
    return op(0x1C).unsigned(1).unsigned(type.code);
  }

  /** Fails if a block is open. */
  final void checkClosed(String function) {
    if (!frames.isEmpty()) {
      throw new IllegalStateException("function " + function + " ends inside " + frames);
    }
  }

  private FunctionBuilder open(int opcode, String kind, BlockType type, Label label) {
    if (find(label) >= 0) {
      throw new IllegalStateException("label " + label + " is already open");
    }
    frames.add(new Frame(kind, label));
    op(opcode);
    type.encode(code, module.types());
    return self();
  }

  private FunctionBuilder endOf(Label label) {
    checkInnermost(label);
    return end();
  }

  private void checkInnermost(Label label) {
    if (find(label) != 0) {
      throw new IllegalStateException(
          "a block opened or closed inside a lambda: open are " + frames);
    }
  }

  private int depth(Label label) {
    int depth = find(label);
    if (depth < 0) {
      throw new IllegalStateException("label " + label + " is not open; open are " + frames);
    }
    return depth;
  }

  private int find(Label label) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      if (frames.get(i).label == label) {
        return frames.size() - 1 - i;
      }
    }
    return -1;
  }

  private record Frame(String kind, Label label) {
    @Override
    public String toString() {
      return label.toString().isEmpty() ? kind : kind + " " + label;
    }
  }
}
