package dev.gossamer.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Locals and globals. Locals are allocated by type and given back for reuse, one by one or at the
 * end of a {@link #scope}; in the binary they are grouped by type. Parameters are locals 0, 1, ….
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * module.function(
 *     "twice",
 *     FunctionType.of(ValueType.F32).returning(ValueType.F32),
 *     f -> {
 *       int sum = f.local(ValueType.F32, "sum");
 *       f.localGet(0).localGet(0).f32Add().localSet(sum).localGet(sum);
 *     });
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public abstract sealed class VariableInstructions extends ControlInstructions
    permits IntegerInstructions {
  private final FunctionType type;
  private final List<Local> locals = new ArrayList<>();
  private List<Local> scope = new ArrayList<>();

  VariableInstructions(ModuleBuilder module, FunctionType type) {
    super(module);
    this.type = type;
    for (ValueType parameter : type.parameters()) {
      locals.add(new Local(parameter, null));
    }
  }

  /** A local without name; see {@link #local(ValueType, String)}. */
  public int local(ValueType type) {
    return local(type, null);
  }

  /**
   * A local for the caller alone until it is given back. A reused local keeps its last value; a new
   * one starts at zero. {@code name} is for the name section; a reused local keeps its first name.
   */
  public int local(ValueType type, String name) {
    for (int i = 0; i < locals.size(); i++) {
      Local local = locals.get(i);
      if (local.free && local.type == type) {
        local.free = false;
        scope.add(local);
        return i;
      }
    }
    Local local = new Local(type, name);
    locals.add(local);
    scope.add(local);
    return locals.size() - 1;
  }

  /** Names a parameter or a local. */
  public FunctionBuilder nameLocal(int local, String name) {
    checkLocal(local).name = name;
    return self();
  }

  /** Gives a local back for reuse. */
  public FunctionBuilder release(int local) {
    if (local < type.parameters().size()) {
      throw new IllegalArgumentException("local " + local + " is a parameter");
    }
    checkLocal(local).free = true;
    return self();
  }

  /** Gives back, after {@code inside} has emitted, all locals that it allocated. */
  public FunctionBuilder scope(Runnable inside) {
    List<Local> outer = scope;
    scope = new ArrayList<>();
    inside.run();
    for (Local local : scope) {
      local.free = true;
    }
    scope = outer;
    return self();
  }

  /** Pushes a local. */
  public FunctionBuilder localGet(int local) {
    checkLocal(local);
    return op(0x20).localReference(local);
  }

  /** Pops a value into a local. */
  public FunctionBuilder localSet(int local) {
    checkLocal(local);
    return op(0x21).localReference(local);
  }

  /** Stores the top of the stack in a local and leaves it there. */
  public FunctionBuilder localTee(int local) {
    checkLocal(local);
    return op(0x22).localReference(local);
  }

  /** Pushes a global. */
  public FunctionBuilder globalGet(GlobalHandle global) {
    module.checkOwn(global);
    return op(0x23).reference(global);
  }

  /** Pops a value into a global, which must be mutable. */
  public FunctionBuilder globalSet(GlobalHandle global) {
    module.checkOwn(global);
    if (!global.type().mutable()) {
      throw new IllegalArgumentException("global.set needs a mutable global");
    }
    return op(0x24).reference(global);
  }

  /** For every local its index in the binary, where locals are grouped by type. */
  final int[] localIndices() {
    int[] indices = new int[locals.size()];
    int parameters = type.parameters().size();
    int next = parameters;
    for (int i = 0; i < parameters; i++) {
      indices[i] = i;
    }
    for (ValueType group : ValueType.values()) {
      for (int i = parameters; i < indices.length; i++) {
        if (locals.get(i).type == group) {
          indices[i] = next++;
        }
      }
    }
    return indices;
  }

  final void encodeLocals(ByteWriter out) {
    ByteWriter groups = new ByteWriter();
    int groupCount = 0;
    for (ValueType group : ValueType.values()) {
      int count = 0;
      for (int i = type.parameters().size(); i < locals.size(); i++) {
        count += locals.get(i).type == group ? 1 : 0;
      }
      if (count > 0) {
        groups.unsigned(count).u8(group.code);
        groupCount++;
      }
    }
    out.unsigned(groupCount).bytes(groups);
  }

  final void encodeNames(NameSection names, int function) {
    int[] indices = localIndices();
    String[] ordered = new String[indices.length];
    for (int i = 0; i < indices.length; i++) {
      ordered[indices[i]] = locals.get(i).name;
    }
    for (int i = 0; i < ordered.length; i++) {
      if (ordered[i] != null) {
        names.local(function, i, ordered[i]);
      }
    }
  }

  private Local checkLocal(int index) {
    if (index < 0 || index >= locals.size()) {
      throw new IllegalArgumentException(
          "local must be 0.." + (locals.size() - 1) + ", got " + index);
    }
    Local local = locals.get(index);
    if (local.free) {
      throw new IllegalStateException("local " + index + " has been released");
    }
    return local;
  }

  private static final class Local {
    final ValueType type;
    String name;
    boolean free;

    Local(ValueType type, String name) {
      this.type = type;
      this.name = name;
    }
  }
}
