// Reads ONNX; the benchmark converts.
const folder = '/packages/onnxruntime-web/dist/';

export async function load(bytes) {
  const ort = await import(`${folder}ort.wasm.min.mjs`);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = folder;
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const shapes = session.inputMetadata.map(({ shape }) => shape);
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(
        inputs.map((input, index) => [`input${index}`, new ort.Tensor('float32', input, shapes[index])]),
      );
      const results = await session.run(feeds);
      return session.outputNames.map((name) => results[name].data);
    },
  };
}
