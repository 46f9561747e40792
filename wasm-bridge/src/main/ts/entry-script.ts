import { setEntryPoint } from './entry-point';

// Known only while the script runs for the first time. Classic workers have no document.
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null);
const base = script?.src || globalThis.location?.href;

const workerUrl = (): URL => new URL('gossamer-worker.js', base);

setEntryPoint({
  engine: () => new URL('gossamer.wasm', base),
  worker: () => new Worker(workerUrl()),
  workerAddress: () => workerUrl().href,
});

export * from './public';
