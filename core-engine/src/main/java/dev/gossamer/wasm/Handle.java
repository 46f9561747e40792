package dev.gossamer.wasm;

/**
 * Something a module refers to by index: a function, a global or a table. Imports come before
 * definitions in the binary, so the index is settled only once the module is complete; code holds
 * the handle until then.
 *
 * <pre>{@code
 * ModuleBuilder module = new ModuleBuilder();
 * Handle later = module.declare("later", FunctionType.of());
 * boolean imported = later.isImported();
 * }</pre>
 */
public abstract sealed class Handle permits FunctionHandle, GlobalHandle, TableHandle {
  private final IndexSpace space;
  private final boolean imported;
  private final int position;

  Handle(IndexSpace space, boolean imported) {
    this.space = space;
    this.imported = imported;
    this.position = imported ? space.imported++ : space.defined++;
  }

  /** Whether it comes from outside the module. */
  public final boolean isImported() {
    return imported;
  }

  /** Its index with the imports known now. */
  final int index() {
    return imported ? position : space.imported + position;
  }

  final boolean belongsTo(IndexSpace other) {
    return space == other;
  }

  /** Counts the members of one index space of a module. */
  static final class IndexSpace {
    int imported;
    int defined;
  }
}
