import { setEntryPoint } from './settings';

// Bundlers recognise exactly these expressions and carry the files along.
setEntryPoint({
  engine: () => new URL('gossamer.wasm', import.meta.url),
  worker: () => new Worker(new URL('gossamer-worker.js', import.meta.url)),
});

export * from './public';
