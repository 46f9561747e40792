import { GossamerError } from '../errors';
import { describe } from '../kind';

/** Gives the address of a model by its name, such as `hand_landmark_full`. */
export type ModelResolver = (name: string) => string | URL;

/** Where the files of the pipelines and their models lie. */
export interface VisionConfiguration {
  /** Where gossamer-vision.wasm lies, if not beside the script; to be set before the first `create`. */
  readonly wasmUrl?: string | URL | undefined;
  /** Where models lie that are named rather than addressed; the default is `models/NAME.tflite` beside the page. */
  readonly models?: ModelResolver | undefined;
}

let entryPoint: () => URL;
let wasmUrl: string | URL | undefined;
let resolver: ModelResolver = (name) => new URL(`models/${name}.tflite`, globalThis.document?.baseURI ?? location.href);

/** @param wasm where gossamer-vision.wasm lies by default */
export function setEntryPoint(wasm: () => URL): void {
  entryPoint = wasm;
}

/** Sets where the pipelines and named models are loaded from. */
export function configure(configuration: VisionConfiguration): void {
  const { wasmUrl: url, models } = configuration ?? {};
  if (url !== undefined && typeof url !== 'string' && !(url instanceof URL)) {
    throw new GossamerError('ARGUMENT', `wasmUrl must be a string or URL, got ${describe(url)}`);
  }
  if (models !== undefined && typeof models !== 'function') {
    throw new GossamerError('ARGUMENT', `models must be a function from names to addresses, got ${describe(models)}`);
  }
  wasmUrl = url ?? wasmUrl;
  resolver = models ?? resolver;
}

export function visionUrl(): string | URL {
  return wasmUrl ?? entryPoint();
}

export function addressOf(name: string): string | URL {
  return resolver(name);
}
