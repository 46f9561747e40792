package dev.gossamer.wasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A module put together in any order: functions may be called before they are defined, imports may
 * be added last; indices are settled by {@link #toBytes}.
 *
 * <pre>{@code
 * FunctionType type = FunctionType.of(ValueType.I32).returning(ValueType.I32);
 * ModuleBuilder module = new ModuleBuilder();
 * FunctionHandle helper = module.declare("helper", type);
 * FunctionHandle main = module.function("main", type, f -> f.localGet(0).call(helper));
 * module.define(helper, f -> f.localGet(0).i32Const(1).i32Add());
 * module.export("main", main);
 * byte[] wasm = module.toBytes();
 * }</pre>
 */
public final class ModuleBuilder {
  private final TypeSection types = new TypeSection();
  private final ImportSection imports = new ImportSection();
  private final TableSection tables = new TableSection();
  private final MemorySection memories = new MemorySection();
  private final GlobalSection globals = new GlobalSection();
  private final DataSection data = new DataSection();
  private final List<FunctionHandle> importedFunctions = new ArrayList<>();
  private final List<FunctionHandle> functions = new ArrayList<>();
  private final List<Elements> elements = new ArrayList<>();
  private final List<FunctionHandle> references = new ArrayList<>();
  private final List<CustomSection> customs = new ArrayList<>();
  private final Map<String, Handle> exports = new LinkedHashMap<>();
  private final Handle.IndexSpace functionSpace = new Handle.IndexSpace();
  private final Handle.IndexSpace tableSpace = new Handle.IndexSpace();
  private final Handle.IndexSpace globalSpace = new Handle.IndexSpace();
  private boolean hasMemory;
  private boolean hasPassiveData;
  private FunctionHandle start;
  private boolean namesKept = true;
  private String name;

  /** The name of the module in the name section. */
  public ModuleBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Whether a name section is written; it is, unless switched off. */
  public ModuleBuilder keepNames(boolean kept) {
    this.namesKept = kept;
    return this;
  }

  /** Takes the memory from outside. A module has at most one memory. */
  public ModuleBuilder importMemory(String module, String name, MemoryType type) {
    claimMemory();
    imports.memory(module, name, type);
    return this;
  }

  /** Owns a memory. A module has at most one memory. */
  public ModuleBuilder memory(MemoryType type) {
    claimMemory();
    memories.memory(type);
    return this;
  }

  /** A function from outside. */
  public FunctionHandle importFunction(String module, String name, FunctionType type) {
    imports.function(module, name, types.index(type));
    FunctionHandle handle = new FunctionHandle(functionSpace, true, name, type);
    importedFunctions.add(handle);
    return handle;
  }

  /** A global from outside. */
  public GlobalHandle importGlobal(String module, String name, GlobalType type) {
    imports.global(module, name, type);
    return new GlobalHandle(globalSpace, true, type);
  }

  /** A table from outside. */
  public TableHandle importTable(String module, String name, TableType type) {
    imports.table(module, name, type);
    return new TableHandle(tableSpace, true, type);
  }

  /** A function to be defined later. */
  public FunctionHandle declare(String name, FunctionType type) {
    types.index(type);
    FunctionHandle handle = new FunctionHandle(functionSpace, false, name, type);
    functions.add(handle);
    return handle;
  }

  /** Starts the body of a declared function. The last {@code end} is written by the module. */
  public FunctionBuilder define(FunctionHandle function) {
    checkOwn(function);
    if (function.isImported() || function.body != null) {
      throw new IllegalStateException(
          "function " + function.name() + (function.isImported() ? " is imported" : " has a body"));
    }
    function.body = new FunctionBuilder(this, function);
    return function.body;
  }

  /** Writes the body of a declared function. */
  public FunctionHandle define(FunctionHandle function, Consumer<FunctionBuilder> body) {
    FunctionBuilder builder = define(function);
    body.accept(builder);
    builder.checkClosed(function.name());
    return function;
  }

  /** Declares and defines a function. */
  public FunctionHandle function(String name, FunctionType type, Consumer<FunctionBuilder> body) {
    return define(declare(name, type), body);
  }

  /** A global that starts as {@code initial}, which must be of its type. */
  public GlobalHandle global(GlobalType type, ConstantExpression initial) {
    globals.global(type, initial);
    return new GlobalHandle(globalSpace, false, type);
  }

  /** A table full of nulls. */
  public TableHandle table(TableType type) {
    tables.table(type);
    return new TableHandle(tableSpace, false, type);
  }

  /** Functions written to {@code table} from element {@code offset} on at instantiation. */
  public ElementSegment elements(TableHandle table, int offset, FunctionHandle... functions) {
    checkOwn(table);
    return addElements(table, offset, functions);
  }

  /** Functions for {@code table.init}. */
  public ElementSegment elements(FunctionHandle... functions) {
    return addElements(null, 0, functions);
  }

  /** Bytes written to memory from {@code offset} on at instantiation. */
  public DataSegment data(ConstantExpression offset, byte[] bytes) {
    data.active(offset, bytes);
    return new DataSegment(data.count() - 1);
  }

  /** Bytes for {@code memory.init}. */
  public DataSegment data(byte[] bytes) {
    hasPassiveData = true;
    data.passive(bytes);
    return new DataSegment(data.count() - 1);
  }

  /** Shows a function, global or table under a name not used before. */
  public ModuleBuilder export(String name, Handle handle) {
    checkOwn(handle);
    return addExport(name, handle);
  }

  /** Shows the memory under a name not used before. */
  public ModuleBuilder exportMemory(String name) {
    if (!hasMemory) {
      throw new IllegalStateException("there is no memory to export");
    }
    return addExport(name, null);
  }

  /** Runs {@code function}, which takes and gives nothing, at instantiation. */
  public ModuleBuilder start(FunctionHandle function) {
    checkOwn(function);
    if (!function.type().equals(FunctionType.of())) {
      throw new IllegalArgumentException("a start function takes and gives nothing");
    }
    start = function;
    return this;
  }

  /** A custom section, after all others. */
  public ModuleBuilder custom(String name, byte[] bytes) {
    customs.add(new CustomSection(name, bytes));
    return this;
  }

  /**
   * The binary. The builder stays as it is and may be added to.
   *
   * @throws IllegalStateException if a declared function has no body, or a block is open in one
   */
  public byte[] toBytes() {
    WasmModule module =
        new WasmModule()
            .section(types)
            .section(imports)
            .section(functionSection())
            .section(tables)
            .section(memories)
            .section(globals)
            .section(exportSection());
    if (start != null) {
      module.section(new StartSection(start.index()));
    }
    module.section(elementSection());
    if (hasPassiveData) {
      module.section(new DataCountSection(data.count()));
    }
    module.section(codeSection()).section(data);
    if (namesKept) {
      module.section(nameSection());
    }
    for (CustomSection custom : customs) {
      module.section(custom);
    }
    return module.toBytes();
  }

  TypeSection types() {
    return types;
  }

  void declareReference(FunctionHandle function) {
    if (!references.contains(function)) {
      references.add(function);
    }
  }

  void checkOwn(Handle handle) {
    Handle.IndexSpace space =
        switch (handle) {
          case FunctionHandle function -> functionSpace;
          case TableHandle table -> tableSpace;
          case GlobalHandle global -> globalSpace;
        };
    if (!handle.belongsTo(space)) {
      throw new IllegalArgumentException("a handle of another module");
    }
  }

  private void claimMemory() {
    if (hasMemory) {
      throw new IllegalStateException("a module has at most one memory");
    }
    hasMemory = true;
  }

  private ModuleBuilder addExport(String name, Handle handle) {
    if (exports.containsKey(name)) {
      throw new IllegalArgumentException("export name " + name + " is already used");
    }
    exports.put(name, handle);
    return this;
  }

  private ElementSegment addElements(TableHandle table, int offset, FunctionHandle[] functions) {
    for (FunctionHandle function : functions) {
      checkOwn(function);
    }
    elements.add(new Elements(table, offset, List.of(functions)));
    return new ElementSegment(elements.size() - 1);
  }

  private FunctionSection functionSection() {
    FunctionSection section = new FunctionSection();
    for (FunctionHandle function : functions) {
      section.function(types.index(function.type()));
    }
    return section;
  }

  private ExportSection exportSection() {
    ExportSection section = new ExportSection();
    for (Map.Entry<String, Handle> export : exports.entrySet()) {
      String name = export.getKey();
      if (export.getValue() == null) {
        section.memory(name, 0);
        continue;
      }
      switch (export.getValue()) {
        case FunctionHandle function -> section.function(name, function.index());
        case TableHandle table -> section.table(name, table.index());
        case GlobalHandle global -> section.global(name, global.index());
      }
    }
    return section;
  }

  private ElementSection elementSection() {
    ElementSection section = new ElementSection();
    for (Elements segment : elements) {
      int[] indices = indices(segment.functions);
      if (segment.table == null) {
        section.passive(indices);
      } else {
        section.active(segment.table.index(), ConstantExpression.i32(segment.offset), indices);
      }
    }
    if (!references.isEmpty()) {
      section.declarative(indices(references));
    }
    return section;
  }

  private CodeSection codeSection() {
    CodeSection section = new CodeSection();
    for (FunctionHandle function : functions) {
      if (function.body == null) {
        throw new IllegalStateException("function " + function.name() + " has no body");
      }
      ByteWriter body = new ByteWriter();
      function.body.encode(body);
      section.body(body);
    }
    return section;
  }

  private NameSection nameSection() {
    NameSection section = new NameSection().module(name);
    for (FunctionHandle function : importedFunctions) {
      section.function(function.index(), function.name());
    }
    for (FunctionHandle function : functions) {
      section.function(function.index(), function.name());
      function.body.encodeNames(section, function.index());
    }
    return section;
  }

  private static int[] indices(List<FunctionHandle> functions) {
    int[] indices = new int[functions.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = functions.get(i).index();
    }
    return indices;
  }

  private record Elements(TableHandle table, int offset, List<FunctionHandle> functions) {}
}
