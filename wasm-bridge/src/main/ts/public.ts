/** The package's interface; everything else is internal. */
import './hints';

export type { BackendName } from './backend';
export { type Capabilities, capabilities } from './capabilities';
export type { BackendChoice, BackendOptions } from './create';
export type { RemovedWork, TensorInfo } from './engine';
export { type ErrorCode, GossamerError } from './errors';
export { load, type LoadOptions } from './gossamer';
export type { ImageRange, ImageSource } from './image';
export type { ModelInput, ModelInputs } from './inputs';
export type { LayerInfo, LayerTime, Model, ModelOutputs, RunOptions } from './model';
export { type Configuration, configure } from './settings';
export type { Progress, Source } from './source';
export type { ThreadChoice, ThreadSupport, ThreadUse } from './threads';
export { version } from './version';
