// The page of `gossamer bench start`.

/** Milliseconds from nothing to a loaded model and to its first result, and what a second run takes. */
globalThis.start = async (script, file) => {
  const begin = performance.now();
  const { load } = await import(script);
  const model = await load(file, { warmup: false });
  const loaded = performance.now();
  const inputs = Object.fromEntries(
    model.inputs.map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5)]),
  );
  const ready = performance.now();
  await model.run(inputs);
  const first = performance.now();
  await model.run(inputs);
  return [loaded - begin, loaded - begin + first - ready, performance.now() - first];
};
