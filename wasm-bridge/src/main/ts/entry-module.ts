import { nodeWorker } from './node-worker';
import { setEntryPoint } from './settings';

// Bundlers recognise exactly these expressions and carry the files along.
const engine = (): URL => new URL('gossamer.wasm', import.meta.url);

setEntryPoint({
  engine,
  worker: () =>
    nodeWorker(() => new URL('gossamer-worker.js', engine())) ?? new Worker(new URL('gossamer-worker.js', import.meta.url)),
});

export * from './public';
