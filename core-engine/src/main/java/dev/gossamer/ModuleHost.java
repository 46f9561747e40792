package dev.gossamer;

/** A WebAssembly engine on the JVM that can run compiled modules. */
public interface ModuleHost {
  /**
   * Gives the module a memory, its weights and whatever else {@link CompiledModule} asks of a host.
   *
   * @throws GossamerException if the engine refuses
   */
  Executor instantiate(CompiledModule module);
}
