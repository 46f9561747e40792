import { PortableBackend } from './backend';
import { type Engine, startEngine } from './engine';
import { abortable, GossamerError, throwIfAborted } from './errors';
import { LoadedModel, type Model } from './model';
import { describe, type Kind, modelName, type Progress, readSource, type Source } from './source';

export type { TensorInfo } from './engine';
export { type ErrorCode, GossamerError } from './errors';
export type { Model, ModelInputs, ModelOutputs } from './model';
export type { Progress, Source } from './source';

declare const GOSSAMER_VERSION: string;

/** The version of this package. */
export const version: string = GOSSAMER_VERSION;

export interface LoadOptions {
  /** Called as the model's bytes arrive. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborts the loading: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
}

export interface Configuration {
  /** Where gossamer.wasm lies, if not beside the script. */
  readonly wasmUrl?: string | URL | undefined;
}

let wasmUrl: string | URL | undefined;
let defaultWasmUrl: () => string | URL = () => 'gossamer.wasm';
let engine: Promise<Engine> | undefined;

/** Each entry point knows by its own means where the script lies. */
export function setDefaultWasmUrl(locate: () => string | URL): void {
  defaultWasmUrl = locate;
}

/** Sets where the engine is loaded from; to be called before the first `load`. */
export function configure(configuration: Configuration): void {
  const url = configuration?.wasmUrl;
  if (typeof url !== 'string' && !(url instanceof URL)) {
    throw new GossamerError('ARGUMENT', `wasmUrl must be a string or URL, got ${describe(url)}`);
  }
  if (engine !== undefined && String(url) !== String(wasmUrl)) {
    throw new GossamerError('ARGUMENT', 'configure came after the engine was loaded', {
      hint: 'Call configure before the first load.',
    });
  }
  wasmUrl = url;
}

/**
 * Loads a `.tflite` model. The engine is fetched at the first call and shared by all.
 *
 * @param source an address, what `fetch` or a file input gave, or the file's bytes; in Node.js also a path
 */
export async function load(source: Source, options: LoadOptions = {}): Promise<Model> {
  const { signal } = options;
  throwIfAborted(signal);
  // Both downloads start at once; the model's failure is the one to report.
  const starting = sharedEngine();
  starting.catch(() => undefined);
  const bytes = await readSource(source, MODEL_FILE, options);
  const started = await abortable(starting, signal);
  return new LoadedModel(new PortableBackend(started, bytes, modelName(source)));
}

const MODEL_FILE: Kind = { what: 'the model', expected: 'a .tflite model' };

function sharedEngine(): Promise<Engine> {
  if (engine === undefined) {
    const starting = startEngine(wasmUrl ?? defaultWasmUrl());
    engine = starting;
    // A failed start must not outlive its cause: the next load tries again.
    starting.catch(() => {
      engine = undefined;
    });
  }
  return engine;
}
