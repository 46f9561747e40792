package dev.gossamer.wasm;

/**
 * Names for debuggers and profilers: of the module, of functions, of locals.
 *
 * <pre>{@code
 * NameSection names = new NameSection().module("hand").function(0, "run").local(0, 0, "input");
 * byte[] wasm = new WasmModule().section(names).toBytes();
 * }</pre>
 */
public final class NameSection extends Section {
  private String module;
  private final ByteWriter functions = new ByteWriter();
  private int functionCount;
  private int lastFunction = -1;
  private final ByteWriter localFunctions = new ByteWriter();
  private int localFunctionCount;
  private ByteWriter locals = new ByteWriter();
  private int localCount;
  private int localFunction = -1;
  private int lastLocal = -1;

  /** An empty section. */
  public NameSection() {
    super(0);
  }

  /** Names the module. */
  public NameSection module(String name) {
    module = name;
    return this;
  }

  /** Names a function; indices must ascend. */
  public NameSection function(int index, String name) {
    checkAscending(lastFunction, index);
    lastFunction = index;
    functionCount++;
    functions.unsigned(index).name(name);
    return this;
  }

  /** Names a local or parameter; functions, and within them locals, must ascend. */
  public NameSection local(int function, int index, String name) {
    if (function != localFunction) {
      checkAscending(localFunction, function);
      closeFunction();
      localFunction = function;
      lastLocal = -1;
    }
    checkAscending(lastLocal, index);
    lastLocal = index;
    localCount++;
    locals.unsigned(index).name(name);
    return this;
  }

  @Override
  boolean isEmpty() {
    return module == null && functionCount == 0 && localFunction < 0;
  }

  @Override
  void encodeContent(ByteWriter out) {
    out.name("name");
    if (module != null) {
      subsection(out, 0, new ByteWriter().name(module));
    }
    if (functionCount > 0) {
      subsection(out, 1, new ByteWriter().unsigned(functionCount).bytes(functions));
    }
    closeFunction();
    if (localFunctionCount > 0) {
      subsection(out, 2, new ByteWriter().unsigned(localFunctionCount).bytes(localFunctions));
    }
  }

  private void closeFunction() {
    if (localCount > 0) {
      localFunctionCount++;
      localFunctions.unsigned(localFunction).unsigned(localCount).bytes(locals);
      locals = new ByteWriter();
      localCount = 0;
    }
  }

  private static void subsection(ByteWriter out, int id, ByteWriter content) {
    out.u8(id).unsigned(content.size()).bytes(content);
  }

  private static void checkAscending(int last, int next) {
    if (next <= last) {
      throw new IllegalArgumentException("indices must ascend: " + next + " came after " + last);
    }
  }
}
