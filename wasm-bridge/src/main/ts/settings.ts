import { defaultEngine, type EngineSource, setWorkerScript } from './entry-point';
import { GossamerError } from './errors';
import { describe, isA } from './kind';
import { nodeWorker } from './node-worker';
import { checkOptions } from './options';

/** Where the package's files lie, if not beside the script. */
export interface Configuration {
  /** Where gossamer.wasm lies; without it, where the entry point expects it: beside the script, or in it. */
  readonly wasmUrl?: string | URL | undefined;
  /** Where gossamer-worker.js lies, for `worker: true` and threads; without it, likewise. */
  readonly workerUrl?: string | URL | undefined;
}

const OPTIONS = ['wasmUrl', 'workerUrl'] as const;

let configured: Configuration = {};
/** How many have the engine's source, and have not failed with it. */
let users = 0;

/** Sets where the engine and its worker are loaded from; to be called before the first `load`. */
export function configure(configuration: Configuration): void {
  checkOptions('configure', configuration, OPTIONS);
  for (const name of OPTIONS) {
    const url = configuration[name];
    if (url !== undefined && typeof url !== 'string' && !isA(url, 'URL')) {
      throw new GossamerError('ARGUMENT', `${name} must be a string or URL, got ${describe(url)}`);
    }
  }
  if (users > 0 && OPTIONS.some((name) => String(configuration[name]) !== String(configured[name]))) {
    throw new GossamerError('ARGUMENT', 'configure came after the engine was loaded', {
      hint: 'Call configure before the first load.',
    });
  }
  configured = { ...configuration };
  const { workerUrl: url } = configured;
  setWorkerScript(url === undefined ? undefined : { worker: () => workerAt(url), workerAddress: () => String(url) });
}

/** The engine's source; from now on `configure` is too late, until `engineDropped` is called. */
export async function engineSource(): Promise<EngineSource> {
  users++;
  return configured.wasmUrl ?? defaultEngine();
}

/** For a start that failed, or the engine of a worker that has ended: the next load may use another address. */
export function engineDropped(): void {
  users--;
}

function workerAt(url: string | URL): Worker {
  // Node.js tells paths from addresses by their type alone.
  return nodeWorker(() => (/^file:/.test(String(url)) ? new URL(url) : url)) ?? new Worker(url);
}
