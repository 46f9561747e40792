import { nodeWorker } from './node-worker';
import { setEntryPoint } from './entry-point';

// Bundlers recognise exactly these expressions and carry the files along.
const engine = (): URL => new URL('gossamer.wasm', import.meta.url);
const besideEngine = (): URL => new URL('gossamer-worker.js', engine());

setEntryPoint({
  engine,
  worker: () =>
    nodeWorker(besideEngine) ?? new Worker(new URL('gossamer-worker.js', import.meta.url)),
  // A bundler that renames files has renamed both, each in its own way.
  workerAddress: () => (engine().pathname.endsWith('/gossamer.wasm') ? besideEngine().href : ''),
});

export * from './public';
