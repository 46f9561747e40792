export type { LoadOptions, Model, RunOptions, Source, TensorInfo } from './aot';
export { load } from './aot';
export { type ErrorCode, GossamerError } from './errors';
export { hasRelaxedSimd } from './features';
