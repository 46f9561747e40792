import type { Backend, BackendName } from './backend';
import type { StepInfo } from './compiled';
import type { RemovedWork, TensorInfo } from './engine';
import { abortable, GossamerError, signalOf, throwIfAborted } from './errors';
import { checkRange, type ImageRange } from './image';
import { inOrder, type ModelInputs, requireFinite, targets } from './inputs';
import { shown } from './kind';
import { checkOptions } from './options';
import type { ThreadUse } from './threads';

/** One array per output, by name, in the model's order. */
export type ModelOutputs = Record<string, Float32Array>;

/** One layer as it is run; see `Model.explain`. */
export type LayerInfo = StepInfo;

/** A layer and the milliseconds it takes. */
export interface LayerTime extends LayerInfo {
  readonly ms: number;
}

/** What one run does differently; all are optional. */
export interface RunOptions {
  /** Aborts the run: the promise rejects with the code ABORTED. A run that has begun goes on unseen. */
  readonly signal?: AbortSignal | undefined;
  /** Arrays to write outputs to, by name, instead of new ones. */
  readonly outputs?: Readonly<Record<string, Float32Array>> | undefined;
  /** What black and white of pictures become; the default is `[0, 1]`. */
  readonly range?: ImageRange | undefined;
  /** With a model in a worker: hands the inputs' buffers over instead of copying them; they are empty afterwards. */
  readonly transfer?: boolean | undefined;
}

/** A loaded model. */
export interface Model {
  /** The name in the file, or the file's own. */
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];

  /**
   * Runs the model once. Several calls may be under way: they run one after another, in order, on
   * the inputs as they were at the call.
   */
  run(inputs: ModelInputs, options?: RunOptions): Promise<ModelOutputs>;

  /**
   * The model's own memory of an input, to be filled in place for `runInPlace`. It belongs to the model, is overwritten
   * by `run` and must not be used after `dispose`. Compiled models of this thread only.
   */
  inputView(name: string): Float32Array;

  /**
   * Runs the model at once on what the inputs' views hold. The outputs are views of the model's memory: they hold until
   * the next run. Refused while calls of `run` are under way.
   */
  runInPlace(): ModelOutputs;

  /** How the model is run. */
  readonly backend: BackendName;

  /** Why the interpreter, ten times slower, runs a model that was loaded with `backend: 'auto'`; empty if it does not. */
  readonly fallback: string;

  /** How many threads share the model's runs, and why no more. Runs that would not get faster are not shared. */
  readonly threads: ThreadUse;

  /** The layers as they are run: kernel, why it was chosen, what was fused or removed, work done and skipped. */
  explain(): LayerInfo[];

  /** What removing dead channels saved in all; see `LoadOptions.keepDeadChannels`. */
  readonly removed: RemovedWork;

  /**
   * Milliseconds of each layer of `explain()`, the least of several runs on what the inputs held last. Browsers round
   * the clock: to 0.005 ms in an isolated page, to 0.1 ms in others.
   */
  profile(options?: { readonly runs?: number | undefined }): Promise<LayerTime[]>;

  /** Frees the model's memory once the runs under way are done; later runs are refused. Twice is harmless. */
  dispose(): void;
  [Symbol.dispose](): void;
  /** Disposes, and waits until the memory is freed. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Models that are dropped without `dispose` are freed when the collector finds them. */
const forgotten = new FinalizationRegistry<Backend>((backend) => backend.dispose());

export class LoadedModel implements Model {
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly removed: RemovedWork;
  readonly #backend: Backend;
  readonly #finiteOnly: boolean;
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  /**
   * @param finiteOnly whether runs on or to NaN and infinity are refused
   */
  constructor(backend: Backend, finiteOnly = false) {
    this.#backend = backend;
    this.#finiteOnly = finiteOnly;
    ({ name: this.name, inputs: this.inputs, outputs: this.outputs, removed: this.removed } = backend.description);
    forgotten.register(this, backend, this);
  }

  async run(inputs: ModelInputs, options?: RunOptions): Promise<ModelOutputs> {
    const { range = [0, 1] } = options ?? {};
    checkOptions('run', options ?? {}, ['signal', 'outputs', 'range', 'transfer'], ['transfer']);
    const signal = signalOf(options?.signal);
    const transfer = options?.transfer === true && this.#backend.takesBuffers === true;
    this.#refuseIfDisposed();
    throwIfAborted(signal, 'The run');
    const arrays = inOrder(this.inputs, inputs, checkRange(range));
    const into = targets(this.outputs, options?.outputs);
    if (this.#finiteOnly) {
      requireFinite('Input', this.inputs, arrays);
    }
    const run = (own: readonly Float32Array[]) => this.#backend.run(own, into, transfer, signal);
    const results = await abortable(this.#enqueue(arrays, transfer, run, signal), signal, 'The run');
    if (this.#finiteOnly) {
      requireFinite('Output', this.outputs, results);
    }
    return this.#named(results);
  }

  inputView(name: string): Float32Array {
    this.#refuseIfDisposed();
    const index = this.inputs.findIndex((input) => input.name === name);
    if (index < 0) {
      throw new GossamerError('INPUT_NAME', `Unknown input '${name}': expected [${this.inputs.map((input) => input.name).join(', ')}]`);
    }
    return this.#backend.inPlace().inputs[index]!;
  }

  runInPlace(): ModelOutputs {
    this.#refuseIfDisposed();
    const { inputs, outputs, run } = this.#backend.inPlace();
    if (this.#pending > 0) {
      throw new GossamerError('BUSY', `The model '${this.name}' has ${this.#pending} runs under way: runInPlace would change their inputs`);
    }
    if (this.#finiteOnly) {
      requireFinite('Input', this.inputs, inputs);
    }
    run();
    if (this.#finiteOnly) {
      requireFinite('Output', this.outputs, outputs);
    }
    return this.#named(outputs);
  }

  get backend(): BackendName {
    return this.#backend.name;
  }

  get fallback(): string {
    return this.#backend.fallback ?? '';
  }

  get threads(): ThreadUse {
    return this.#backend.threads;
  }

  explain(): LayerInfo[] {
    this.#refuseIfDisposed();
    return this.#backend.explain();
  }

  async profile(options?: { readonly runs?: number | undefined }): Promise<LayerTime[]> {
    this.#refuseIfDisposed();
    const { runs = 10 } = options ?? {};
    checkOptions('profile', options ?? {}, ['runs']);
    if (!Number.isInteger(runs) || runs < 1) {
      throw new GossamerError('ARGUMENT', `runs must be a whole number of at least 1, got ${shown(runs)}`);
    }
    const times = await this.#enqueue([], true, () => this.#backend.profile(runs));
    return this.#backend.explain().map((layer, index) => ({ ...layer, ms: times[index]! }));
  }

  dispose(): void {
    if (this.#disposed) {
      return;
    }
    this.#disposed = true;
    forgotten.unregister(this);
    if (this.#pending === 0) {
      this.#backend.dispose();
    }
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
    await this.#last;
  }

  #refuseIfDisposed(): void {
    if (this.#disposed) {
      throw new GossamerError('DISPOSED', `The model '${this.name}' has been disposed of`);
    }
  }

  #named(arrays: readonly Float32Array[]): ModelOutputs {
    return Object.fromEntries(this.outputs.map(({ name }, index) => [name, arrays[index]!]));
  }

  /** Starts at once when nothing is under way, else after the last call, on copies unless the arrays are given away. */
  #enqueue<T>(
    arrays: readonly Float32Array[],
    given: boolean,
    start: (arrays: readonly Float32Array[]) => T | Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const idle = this.#pending === 0;
    this.#pending++;
    const own = idle || given ? arrays : arrays.map((array) => array.slice());
    const result = idle ? this.#start(() => start(own)) : this.#last.then(() => this.#start(() => start(own), signal));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #start<T>(action: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      // A run that was aborted in the queue need not be run.
      throwIfAborted(signal, 'The run');
      return await action();
    } finally {
      this.#pending--;
      if (this.#disposed && this.#pending === 0) {
        this.#backend.dispose();
      }
    }
  }
}
