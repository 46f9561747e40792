import { setEntryPoint } from './entry-point';

setEntryPoint({
  engine: () => '',
  // Bundlers recognise exactly this expression and carry the file along.
  worker: () => new Worker(new URL('gossamer-aot-worker.js', import.meta.url)),
});

export type { LoadOptions, Model, RunOptions, Source, TensorInfo } from './aot';
export type { ThreadedLoadOptions, ThreadedModel } from './aot-threads';
export type { ThreadChoice, ThreadUse } from './threads';
export { load } from './aot-threads';
export { type ErrorCode, GossamerError } from './errors';
export { hasRelaxedSimd } from './features';
