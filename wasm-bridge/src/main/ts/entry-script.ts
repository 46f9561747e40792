import { setEntryPoint } from './settings';

// Known only while the script runs for the first time. Classic workers have no document.
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null);
const base = script?.src || globalThis.location?.href;

setEntryPoint({
  engine: () => new URL('gossamer.wasm', base),
  worker: () => new Worker(new URL('gossamer-worker.js', base)),
});

export * from './public';
