// The page of `gossamer bench peers`. Java drives it: load, check, warm, then slices in rotation.

/** Loaded models by the name of the column. */
const models = new Map();
let inputs = [];

async function bytes(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  return response.arrayBuffer();
}

const floats = async (path) => new Float32Array(await bytes(path));

/** Sets the inputs that every runtime gets; shapes as in the model. */
async function setInputs(paths) {
  inputs = await Promise.all(paths.map(floats));
}

/** Starts a runtime and gives it the model. `column` names the result, `runtime` the file in runtimes/. */
async function load({ column, runtime, options, model }) {
  const { load: create } = await import(`./runtimes/${runtime}.mjs`);
  models.set(column, await create(await bytes(model), options ?? {}));
}

/** A probability of 1e-6 need not be right to a thousandth: smaller magnitudes count as this. */
const LEAST_MAGNITUDE = 1e-3;

/**
 * How far one run is from what is expected: the largest difference over the largest expected magnitude, per output.
 * Runtimes order outputs differently, so each expected output takes the nearest one of its size.
 */
async function compare(column, paths) {
  const expected = await Promise.all(paths.map(floats));
  const remaining = [...(await models.get(column).run(inputs))];
  return expected.map((reference) => {
    let best = Infinity;
    let bestIndex = -1;
    remaining.forEach((output, index) => {
      const error = output.length === reference.length ? relativeError(output, reference) : Infinity;
      if (error < best) {
        best = error;
        bestIndex = index;
      }
    });
    if (bestIndex >= 0) {
      remaining.splice(bestIndex, 1);
    }
    // JSON knows no infinity.
    return Math.min(best, Number.MAX_VALUE);
  });
}

function relativeError(output, reference) {
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < reference.length; i++) {
    const distance = Math.abs(output[i] - reference[i]);
    if (!(distance <= difference)) {
      difference = distance;
    }
    magnitude = Math.max(magnitude, Math.abs(reference[i]));
  }
  const error = difference / Math.max(magnitude, LEAST_MAGNITUDE);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * Runs until the best of a dozen runs is no longer 3 % better than what was best before, at least `least` times.
 * Gives the number of runs.
 */
async function warm(column, { least, mostMs }) {
  const model = models.get(column);
  const start = performance.now();
  let best = Infinity;
  let count = 0;
  let sinceBetter = 0;
  while (performance.now() - start < mostMs && (count < least || sinceBetter < 12)) {
    const before = performance.now();
    await model.run(inputs);
    const took = performance.now() - before;
    count++;
    sinceBetter = took < best * 0.97 ? 0 : sinceBetter + 1;
    best = Math.min(best, took);
    // Better code is swapped in between tasks.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return count;
}

/** Runs for about `ms` milliseconds and gives the time of each run; with 0 none, for the cost of asking. */
async function slice(column, ms) {
  const model = models.get(column);
  const times = [];
  const start = performance.now();
  for (let now = start; now - start < ms; ) {
    await model.run(inputs);
    const after = performance.now();
    times.push(after - now);
    now = after;
  }
  return times;
}

/** From nothing to the first result: the milliseconds to both, and the memories then. */
async function coldStart({ runtime, options, model }) {
  const start = performance.now();
  const fetched = bytes(model);
  const { load: create } = await import(`./runtimes/${runtime}.mjs`);
  const loaded = await create(await fetched, options ?? {});
  const ready = performance.now();
  const outputs = await loaded.run(inputs);
  const done = performance.now();
  models.set('cold', loaded);
  return { loadMs: ready - start, firstResultMs: done - start, memories: wasmMemoryBytes(), outputs: outputs.length };
}

/** Keeps the thread busy, for finding out which one it is. */
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

globalThis.bench = { setInputs, load, compare, warm, slice, coldStart, spin };
