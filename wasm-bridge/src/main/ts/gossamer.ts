import { type Backend, type BackendName, PortableBackend } from './backend';
import { CompiledBackend } from './compiled';
import { type Engine, startEngine } from './engine';
import { platformName } from './environment';
import { abortable, GossamerError, throwIfAborted } from './errors';
import { hasRelaxedSimd, hasSimd } from './features';
import { LoadedModel, type Model } from './model';
import { describe, type Kind, modelName, type Progress, readSource, type Source } from './source';

export type { RemovedWork, TensorInfo } from './engine';
export { type ErrorCode, GossamerError } from './errors';
export type { BackendName } from './backend';
export type { LayerInfo, LayerTime, Model, ModelInputs, ModelOutputs } from './model';
export type { Progress, Source } from './source';

declare const GOSSAMER_VERSION: string;

/** The version of this package. */
export const version: string = GOSSAMER_VERSION;

export interface LoadOptions {
  /** Called as the model's bytes arrive. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborts the loading: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /**
   * `relaxed` and `simd` run a module compiled for this model, with or without relaxed SIMD (a fused multiply-add);
   * `portable` runs the interpreter, ten times slower. The default is `auto`.
   */
  readonly backend?: BackendChoice | undefined;
  /**
   * Whether the compiled model is run on dummy data until the browser has optimised it, at most 0.6 s; the default is
   * true. Without it the first dozen runs are slow.
   */
  readonly warmup?: boolean | undefined;
  /** Computes channels that are constant or never read, too: for comparisons. The default is false. */
  readonly keepDeadChannels?: boolean | undefined;
}

/** `auto` takes the first of the others that the browser can run. */
export type BackendChoice = 'auto' | BackendName;

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
  const backend = await createBackend(started, bytes, modelName(source), options);
  if (signal?.aborted) {
    backend.dispose();
  }
  throwIfAborted(signal);
  return new LoadedModel(backend);
}

async function createBackend(engine: Engine, bytes: Uint8Array, name: string, options: LoadOptions): Promise<Backend> {
  const asked = options.backend ?? 'auto';
  const kind = chooseBackend(asked);
  if (kind === 'portable') {
    return new PortableBackend(engine, bytes, name);
  }
  try {
    return await createCompiled(engine, bytes, name, kind, options);
  } catch (e) {
    // The interpreter runs a few things that the compiler refuses, computed weights for one.
    if (asked === 'auto' && e instanceof GossamerError && e.code === 'UNSUPPORTED') {
      return new PortableBackend(engine, bytes, name);
    }
    throw e;
  }
}

async function createCompiled(
  engine: Engine,
  bytes: Uint8Array,
  name: string,
  kind: Exclude<BackendName, 'portable'>,
  options: LoadOptions,
): Promise<CompiledBackend> {
  const compileOptions = { relaxed: kind === 'relaxed', keepDeadChannels: options.keepDeadChannels === true };
  const compiled = await engine.compile(bytes, name, compileOptions, (manifest, wasm, fill) =>
    CompiledBackend.create(kind, manifest, wasm, fill),
  );
  if (options.warmup !== false) {
    await compiled.warmUp(options.signal);
  }
  return compiled;
}

/** The fastest backend this browser has, or the one asked for. */
function chooseBackend(asked: BackendChoice): BackendName {
  switch (asked) {
    case 'auto':
      return hasRelaxedSimd() ? 'relaxed' : hasSimd() ? 'simd' : 'portable';
    case 'relaxed':
      return need(hasRelaxedSimd(), asked, 'relaxed SIMD');
    case 'simd':
      return need(hasSimd(), asked, 'SIMD');
    case 'portable':
      return asked;
    default: {
      const got: unknown = asked;
      const shown = typeof got === 'string' ? `'${got}'` : describe(got);
      throw new GossamerError('ARGUMENT', `backend must be auto, relaxed, simd or portable, got ${shown}`);
    }
  }
}

function need(has: boolean, backend: BackendName, feature: string): BackendName {
  if (!has) {
    throw new GossamerError('NO_SIMD', `The backend '${backend}' needs WebAssembly ${feature}, which ${platformName()} does not have`, {
      hint: "Use backend: 'auto'.",
    });
  }
  return backend;
}

const MODEL_FILE: Kind = { what: 'the model', expected: 'a .tflite model' };

/** The engine, fetched at the first call. */
export function sharedEngine(): Promise<Engine> {
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
