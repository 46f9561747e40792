import { viteHint } from './vite';

/** Where the engine comes from: an address, or its bytes where the script carries them. */
export type EngineSource = string | URL | Uint8Array;

/** Where workers come from. */
export interface WorkerScript {
  /** Starts gossamer-worker.js. */
  worker(): Worker;
  /** Where it is looked for, for messages; empty where that is not known. */
  workerAddress?(): string;
  /** What to do where it cannot be started, if that is something of its own. */
  readonly workerHint?: string;
}

/** What each entry point knows by its own means. */
export interface EntryPoint extends WorkerScript {
  /** The engine, if `configure` says nothing else. */
  engine(): EngineSource | Promise<EngineSource>;
}

let entryPoint: EntryPoint | undefined;
let script: WorkerScript | undefined;

export function setEntryPoint(entry: EntryPoint): void {
  entryPoint = script = entry;
}

/** Workers come from elsewhere from now on; from where the entry point expects them, if nothing is given. */
export function setWorkerScript(other: WorkerScript | undefined): void {
  script = other ?? entryPoint;
}

export function defaultEngine(): EngineSource | Promise<EngineSource> {
  return entryPoint!.engine();
}

export function startWorker(): Worker {
  return script!.worker();
}

/** Where workers are looked for; empty where that is not known. */
export function workerAddress(): string {
  return script!.workerAddress?.() ?? '';
}

/** What to do about a worker that failed, where the entry point or the address tells. */
export function workerHint(): { hint?: string } {
  return script!.workerHint === undefined ? viteHint(workerAddress()) : { hint: script!.workerHint };
}

/** Why a worker failed, in words. */
export function workerFailure({ message }: ErrorEvent): string {
  const address = workerAddress();
  // A script that cannot be loaded gives an event without a message; one of HTML has a syntax error.
  return message ? `${message}${address && ` (${address})`}` : `its script could not be loaded${address && ` from ${address}`}`;
}
