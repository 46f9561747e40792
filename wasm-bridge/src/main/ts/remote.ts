import { type Backend, type BackendName, copyTo } from './backend';
import type { StepInfo } from './compiled';
import type { BackendOptions } from './create';
import type { ModelDescription } from './engine';
import { abortable, GossamerError, messageOf } from './errors';
import { hasWorkers } from './node-worker';
import { type EngineSource, startWorker, workerFailure, workerHint } from './entry-point';
import { engineDropped, engineSource } from './settings';
import type { ThreadUse } from './threads';
import { version } from './version';
import { type Answer, type Loaded, type Request, toError } from './worker-messages';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Pending {
  resolve(value: unknown): void;
  reject(error: GossamerError): void;
}

/** Questions to a worker and its answers. */
class Line {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  /** Threads may be lost at any run. */
  threads: ThreadUse | undefined;
  #last = 0;
  #broken: GossamerError | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const pending = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if ('failure' in data) {
        pending?.reject(toError(data.failure));
      } else {
        this.threads = data.threads;
        pending?.resolve(data.value);
      }
    };
    worker.onerror = (event) => {
      this.#fail(new GossamerError('WORKER', `The model's worker failed: ${workerFailure(event)}`, workerHint()));
    };
    worker.onmessageerror = () => this.#fail(new GossamerError('WORKER', "The model's worker sent something unreadable"));
  }

  ask(request: WithoutId<Request>, transfer: Transferable[] = []): Promise<unknown> {
    if (this.#broken !== undefined) {
      return Promise.reject(this.#broken);
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      try {
        this.#worker.postMessage({ id, ...request }, transfer);
      } catch (e) {
        // Views of WebAssembly's memory cannot be handed over, nor what was handed over before.
        reject(new GossamerError('ARGUMENT', `The inputs cannot be sent to the worker: ${messageOf(e)}`, { cause: e }));
        return;
      }
      this.#pending.set(id, { resolve, reject });
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#fail(new GossamerError('DISPOSED', "The model's worker has ended"));
  }

  #fail(error: GossamerError): void {
    this.#broken = error;
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
    this.#pending.clear();
  }
}

/** Runs a model in a worker of its own. */
export class RemoteBackend implements Backend {
  readonly takesBuffers = true;
  readonly name: BackendName;
  readonly fallback: string | undefined;
  readonly description: ModelDescription;
  readonly #line: Line;
  readonly #steps: readonly StepInfo[];

  private constructor(line: Line, { backend, fallback, description, steps }: Loaded) {
    this.name = backend;
    this.fallback = fallback;
    this.description = description;
    this.#line = line;
    this.#steps = steps;
  }

  /**
   * @param ownBytes whether the bytes may be handed to the worker instead of being copied
   */
  static async create(
    bytes: Uint8Array,
    name: string,
    options: BackendOptions,
    ownBytes: boolean,
    signal?: AbortSignal,
  ): Promise<RemoteBackend> {
    const line = new Line(openWorker());
    const source = engineSource();
    try {
      const engine = absolute(await abortable(source, signal));
      const { backend, warmup, keepDeadChannels, threads } = options;
      const load = { version, engine, bytes, name, options: { backend, warmup, keepDeadChannels, threads } };
      const loading = line.ask({ kind: 'load', load }, ownBytes ? [bytes.buffer as ArrayBuffer] : []);
      return new RemoteBackend(line, (await abortable(loading, signal)) as Loaded);
    } catch (e) {
      // The engine ends with its worker, whatever failed.
      line.close();
      engineDropped();
      throw e;
    }
  }

  get threads(): ThreadUse {
    return this.#line.threads!;
  }

  explain(): StepInfo[] {
    return this.#steps.map((step) => ({ ...step }));
  }

  profile(runs: number): Promise<number[]> {
    return this.#line.ask({ kind: 'profile', runs }) as Promise<number[]>;
  }

  async run(
    inputs: readonly Float32Array[],
    into: readonly (Float32Array | undefined)[],
    transfer: boolean,
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    const buffers = transfer ? [...new Set(inputs.map(({ buffer }) => buffer as ArrayBuffer))] : [];
    const outputs = (await this.#line.ask({ kind: 'run', inputs }, buffers)) as Float32Array[];
    return outputs.map((output, index) => copyTo(signal?.aborted ? undefined : into[index], output));
  }

  inPlace(): never {
    throw new GossamerError('UNSUPPORTED', 'A model in a worker has no memory that this thread can see', {
      hint: 'Use run with { transfer: true }, which copies nothing either.',
    });
  }

  dispose(): void {
    this.#line.close();
    engineDropped();
  }
}

function openWorker(): Worker {
  if (!hasWorkers()) {
    throw new GossamerError('UNSUPPORTED', 'worker: true needs web workers, which are missing here', { hint: 'Load without it.' });
  }
  try {
    return startWorker();
  } catch (e) {
    throw new GossamerError('WORKER', `The model's worker could not be started: ${String(e)}`, { ...workerHint(), cause: e });
  }
}

/** The worker's addresses are relative to its own script. */
function absolute(engine: EngineSource): string | Uint8Array {
  if (engine instanceof Uint8Array) {
    return engine;
  }
  const base = typeof document === 'undefined' ? globalThis.location?.href : document.baseURI;
  // Node.js has no base: its workers know the same paths.
  return base === undefined ? String(engine) : new URL(engine, base).href;
}
