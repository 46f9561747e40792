import { load } from './aot-threads';
import { GossamerError } from './errors';
import { hasRelaxedSimd } from './features';
import { setEntryPoint } from './entry-point';

// Known only while the script runs for the first time. Classic workers have no document.
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null);
const base = script?.src || globalThis.location?.href;

const workerUrl = (): URL => new URL('gossamer-aot-worker.js', base);

setEntryPoint({
  engine: () => '',
  worker: () => new Worker(workerUrl()),
  workerAddress: () => workerUrl().href,
});

(globalThis as { GossamerAot?: unknown }).GossamerAot = { GossamerError, hasRelaxedSimd, load };
