// The page of `gossamer bench kernels`. Java compiles the modules and says what to run.

const PAGE = 65536;

async function bytes(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  return response.arrayBuffer();
}

let peak;
let step;

/** Loads the module whose only work is multiply-adds between registers. */
async function loadPeak(path) {
  const { instance } = await WebAssembly.instantiate(await bytes(path));
  const { multiply } = instance.exports;
  peak = (count) => multiply(count);
}

/** Loads a compiled graph and takes one of its steps. */
async function load({ wasm, image, imageAddress, memoryBytes, index }) {
  const pages = Math.ceil(memoryBytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(await bytes(wasm), { env: { memory } });
  new Uint8Array(memory.buffer).set(new Uint8Array(await bytes(image)), imageAddress);
  // Once from the start, so that the step finds what its producers leave.
  instance.exports.run();
  step = () => instance.exports.step(index);
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** Calls until the best batch is no longer 2 % better than before. */
async function warm(action, mostMs) {
  const start = performance.now();
  let best = Infinity;
  for (let since = 0; since < 8 && performance.now() - start < mostMs; since++) {
    const before = performance.now();
    let calls = 0;
    do {
      action();
      calls++;
    } while (performance.now() - before < 4);
    const took = (performance.now() - before) / calls;
    if (took < best * 0.98) {
      best = took;
      since = 0;
    }
    // Better code is swapped in between tasks.
    await nextTask();
  }
  return best;
}

function batch(action, calls) {
  const before = performance.now();
  for (let i = 0; i < calls; i++) {
    action();
  }
  return (performance.now() - before) / calls;
}

/**
 * Times the step and the peak in turns, in batches of about `batchMs`. Gives milliseconds per call of each batch; a
 * call of the peak is `peakCount` passes.
 */
async function measure({ batches, batchMs, peakCount }) {
  const runPeak = () => peak(peakCount);
  const stepCalls = Math.max(1, Math.round(batchMs / (await warm(step, 3000))));
  const peakCalls = Math.max(1, Math.round(batchMs / (await warm(runPeak, 500))));
  const result = { step: [], peak: [] };
  for (let i = 0; i < batches; i++) {
    result.peak.push(batch(runPeak, peakCalls));
    result.step.push(batch(step, stepCalls));
    await nextTask();
  }
  return result;
}

globalThis.kernels = { loadPeak, load, measure };
