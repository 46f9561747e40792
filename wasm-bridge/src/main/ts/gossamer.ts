import type { Backend } from './backend';
import { type BackendOptions, createBackend } from './create';
import { type Engine, startEngine } from './engine';
import { abortable, GossamerError, signalOf, throwIfAborted } from './errors';
import { LoadedModel, type Model } from './model';
import { RemoteBackend } from './remote';
import { engineDropped, engineSource } from './settings';
import { describe, isA, shown } from './kind';
import { checkOptions } from './options';
import { type Kind, modelName, type Progress, readSource, requireSource, type Source } from './source';

/** How a model is fetched and where it is run; all are optional. */
export interface LoadOptions extends BackendOptions {
  /** Called as the model's bytes arrive. If it throws, `load` rejects with that. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborts the loading: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the model is compiled and run in a worker of its own, so that the page stays free; default false. */
  readonly worker?: boolean | undefined;
  /** `error` refuses inputs and outputs with NaN or infinity, with the code NOT_FINITE; the default is `allow`. */
  readonly nonFinite?: 'allow' | 'error' | undefined;
}

const FLAGS = ['worker', 'warmup', 'keepDeadChannels'];
const OPTIONS = ['onProgress', 'signal', 'threads', 'backend', 'nonFinite', ...FLAGS];

let engine: Promise<Engine> | undefined;

/**
 * Loads a `.tflite` or `.goss` model. The engine is fetched at the first call and shared by all.
 *
 * @param source an address, what `fetch` or a file input gave, or the file's bytes; in Node.js also a path
 */
export async function load(source: Source, options: LoadOptions = {}): Promise<Model> {
  checkOptions('load', options, OPTIONS, FLAGS);
  requireSource(source, MODEL_FILE);
  const { nonFinite = 'allow', onProgress } = options;
  const signal = signalOf(options.signal);
  const checked = { ...options, signal };
  throwIfAborted(signal);
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new GossamerError('ARGUMENT', `onProgress must be a function, got ${describe(onProgress)}`);
  }
  if (nonFinite !== 'allow' && nonFinite !== 'error') {
    throw new GossamerError('ARGUMENT', `nonFinite must be allow or error, got ${shown(nonFinite)}`);
  }
  const backend = await (options.worker === true ? loadInWorker(source, checked) : loadHere(source, checked));
  if (signal?.aborted) {
    backend.dispose();
  }
  throwIfAborted(signal);
  if (backend.fallback) {
    console.warn(`gossamer runs '${backend.description.name}' by the interpreter, ten times slower: ${backend.fallback}`);
  }
  return new LoadedModel(backend, nonFinite === 'error');
}

async function loadHere(source: Source, options: LoadOptions): Promise<Backend> {
  // Both downloads start at once; the model's failure is the one to report.
  const starting = sharedEngine();
  starting.catch(() => undefined);
  const bytes = await readSource(source, MODEL_FILE, options);
  const started = await abortable(starting, options.signal);
  return createBackend(started, bytes, modelName(source), options, options.signal);
}

async function loadInWorker(source: Source, options: LoadOptions): Promise<Backend> {
  const bytes = await readSource(source, MODEL_FILE, options);
  const given = isA(source, 'Uint8Array') || isA(source, 'ArrayBuffer');
  return RemoteBackend.create(bytes, modelName(source), options, !given, options.signal);
}

const MODEL_FILE: Kind = { what: 'the model', expected: 'a .tflite or .goss model', identifiers: ['TFL3', 'GOSS'] };

/** The engine, fetched at the first call. */
function sharedEngine(): Promise<Engine> {
  if (engine === undefined) {
    const starting = engineSource().then(startEngine);
    engine = starting;
    // A failed start must not outlive its cause: the next load tries again.
    starting.catch(() => {
      engine = undefined;
      engineDropped();
    });
  }
  return engine;
}
