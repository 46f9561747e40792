import { GossamerError } from './errors';
import { describe } from './source';

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
  /** Where gossamer.wasm lies, if not beside the script. */
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
  const url = configuration?.wasmUrl;
  if (typeof url !== 'string' && !(url instanceof URL)) {
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
