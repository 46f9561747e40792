/* Notes every WebAssembly memory that the page makes or is given by an instance. */
(() => {
  const memories = new Set();
  const { Memory, instantiate, instantiateStreaming, Instance } = WebAssembly;

  function note(instance) {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof Memory) {
        memories.add(value);
      }
    }
    return instance;
  }

  const noteResult = (result) => {
    note(result instanceof Instance ? result : result.instance);
    return result;
  };

  WebAssembly.Memory = new Proxy(Memory, {
    construct(target, args) {
      const memory = new target(...args);
      memories.add(memory);
      return memory;
    },
  });
  WebAssembly.instantiate = (...args) => instantiate.apply(WebAssembly, args).then(noteResult);
  WebAssembly.instantiateStreaming = (...args) => instantiateStreaming.apply(WebAssembly, args).then(noteResult);
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, args) => note(new target(...args)) });

  /** Bytes of each memory, largest first. */
  globalThis.wasmMemoryBytes = () => [...memories].map((memory) => memory.buffer.byteLength).sort((a, b) => b - a);
})();
