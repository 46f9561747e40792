import { GossamerError } from './errors';
import { describe, isA } from './kind';

/** Where the engine comes from: an address, or its bytes where the script carries them. */
export type EngineSource = string | URL | Uint8Array;

/** What each entry point knows by its own means. */
export interface EntryPoint {
  /** The engine, if `configure` says nothing else. */
  engine(): EngineSource | Promise<EngineSource>;
  /** Starts gossamer-worker.js. */
  worker(): Worker;
}

export interface Configuration {
  /** Where gossamer.wasm lies; without it, where the entry point expects it: beside the script, or in it. */
  readonly wasmUrl?: string | URL | undefined;
}

let entryPoint: EntryPoint | undefined;
let wasmUrl: string | URL | undefined;
let used: EngineSource | undefined;

export function setEntryPoint(entry: EntryPoint): void {
  entryPoint = entry;
}

/** Sets where the engine is loaded from; to be called before the first `load`. */
export function configure(configuration: Configuration): void {
  if (Object(configuration) !== configuration) {
    throw new GossamerError('ARGUMENT', `configure takes an object with wasmUrl, got ${describe(configuration)}`);
  }
  const url = configuration.wasmUrl;
  if (url !== undefined && typeof url !== 'string' && !isA(url, 'URL')) {
    throw new GossamerError('ARGUMENT', `wasmUrl must be a string or URL, got ${describe(url)}`);
  }
  if (used !== undefined && String(url) !== String(wasmUrl)) {
    throw new GossamerError('ARGUMENT', 'configure came after the engine was loaded', {
      hint: 'Call configure before the first load.',
    });
  }
  wasmUrl = url;
}

/** The engine's source; from now on `configure` is too late, unless `engineFailed` is called. */
export async function engineSource(): Promise<EngineSource> {
  used = wasmUrl ?? 'default';
  return wasmUrl ?? entryPoint!.engine();
}

/** A failed start must not outlive its cause: the next load may use another address. */
export function engineFailed(): void {
  used = undefined;
}

export function startWorker(): Worker {
  return entryPoint!.worker();
}
