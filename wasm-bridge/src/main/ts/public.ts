/** The package's interface; everything else is internal. */
export {
  type Configuration,
  configure,
  type ErrorCode,
  GossamerError,
  load,
  type LoadOptions,
  type Model,
  type ModelInputs,
  type ModelOutputs,
  type Progress,
  type Source,
  type TensorInfo,
  version,
} from './gossamer';
