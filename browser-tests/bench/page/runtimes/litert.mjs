/** `build` is one of the scripts in the package's wasm folder; each has an instance of the library of its own. */
export async function load(bytes, { build, threads }) {
  const litert = await import(`/packages/@litertjs/core/dist/index.js?${build}`);
  if (!litert.getGlobalLiteRtPromise()) {
    await litert.loadLiteRt(`/packages/@litertjs/core/wasm/${build}.js`, { threads: threads > 1 });
  }
  const model = await litert.loadAndCompile(new Uint8Array(bytes), {
    accelerator: 'wasm',
    cpuOptions: { numThreads: threads },
  });
  const shapes = model.getInputDetails().map(({ shape }) => shape);
  return {
    async run(inputs) {
      const tensors = inputs.map((input, index) => new litert.Tensor(input, shapes[index]));
      const results = await model.run(tensors);
      const outputs = results.map((result) => result.toTypedArray());
      for (const tensor of [...results, ...tensors]) {
        tensor.delete();
      }
      return outputs;
    },
  };
}
