/** The package's interface; everything else is internal. */
export {
  type BackendChoice,
  type BackendName,
  type Configuration,
  configure,
  type ErrorCode,
  GossamerError,
  type LayerInfo,
  type LayerTime,
  load,
  type LoadOptions,
  type Model,
  type ModelInputs,
  type ModelOutputs,
  type Progress,
  type RemovedWork,
  type Source,
  type TensorInfo,
  version,
} from './gossamer';
export * as vision from './vision';
