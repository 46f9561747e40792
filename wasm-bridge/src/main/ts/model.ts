import type { Backend, BackendName } from './backend';
import type { StepInfo } from './compiled';
import { elements, type RemovedWork, type TensorInfo } from './engine';
import { GossamerError } from './errors';
import { describe } from './source';

/** One array per input, by name; a model with a single input takes the array bare. */
export type ModelInputs = Float32Array | Readonly<Record<string, Float32Array>>;

/** One new array per output, by name, in the model's order. */
export type ModelOutputs = Record<string, Float32Array>;

/** One layer as it is run; see `Model.explain`. */
export type LayerInfo = StepInfo;

/** A layer and the milliseconds it takes. */
export interface LayerTime extends LayerInfo {
  readonly ms: number;
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
   *
   * @param inputs floats in row-major order, NHWC for images, exactly as many as the input's shape says
   */
  run(inputs: ModelInputs): Promise<ModelOutputs>;

  /** How the model is run. */
  readonly backend: BackendName;

  /** The layers as they are run: kernel, why it was chosen, what was fused or removed, work done and skipped. */
  explain(): LayerInfo[];

  /** What removing dead channels saved in all; see `LoadOptions.keepDeadChannels`. */
  readonly removed: RemovedWork;

  /**
   * Milliseconds of each layer of `explain()`, the least of several runs on what the inputs held last. Browsers round
   * the clock: to 0.005 ms in an isolated page, to 0.1 ms in others.
   */
  profile(options?: { readonly runs?: number | undefined }): LayerTime[];

  /** Frees the model's memory once the runs under way are done; later runs are refused. Twice is harmless. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** Models that are dropped without `dispose` are freed when the collector finds them. */
const forgotten = new FinalizationRegistry<Backend>((backend) => backend.dispose());

export class LoadedModel implements Model {
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly removed: RemovedWork;
  readonly #backend: Backend;
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor(backend: Backend) {
    this.#backend = backend;
    ({ name: this.name, inputs: this.inputs, outputs: this.outputs, removed: this.removed } = backend.description);
    forgotten.register(this, backend, this);
  }

  async run(inputs: ModelInputs): Promise<ModelOutputs> {
    this.#refuseIfDisposed();
    const arrays = this.#inOrder(inputs);
    const results = await this.#enqueue(arrays);
    return Object.fromEntries(this.outputs.map(({ name }, index) => [name, results[index]!]));
  }

  get backend(): BackendName {
    return this.#backend.name;
  }

  explain(): LayerInfo[] {
    this.#refuseIfDisposed();
    return this.#backend.explain();
  }

  profile({ runs = 10 }: { readonly runs?: number | undefined } = {}): LayerTime[] {
    this.#refuseIfDisposed();
    const times = this.#backend.profile(runs);
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

  #refuseIfDisposed(): void {
    if (this.#disposed) {
      throw new GossamerError('DISPOSED', `The model '${this.name}' has been disposed of`);
    }
  }

  /** Runs at once when nothing is under way, else after the last call, on copies. */
  #enqueue(arrays: readonly Float32Array[]): Promise<Float32Array[]> {
    const idle = this.#pending === 0;
    this.#pending++;
    const own = idle ? arrays : arrays.map((array) => array.slice());
    const result = idle ? this.#start(own) : this.#last.then(() => this.#start(own));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #start(arrays: readonly Float32Array[]): Promise<Float32Array[]> {
    try {
      return await this.#backend.run(arrays);
    } finally {
      this.#pending--;
      if (this.#disposed && this.#pending === 0) {
        this.#backend.dispose();
      }
    }
  }

  #inOrder(inputs: ModelInputs): Float32Array[] {
    const named = this.#byName(inputs);
    return this.inputs.map((info) => {
      const { name, shape } = info;
      const array: unknown = named[name];
      if (!(array instanceof Float32Array)) {
        throw new GossamerError('INPUT_TYPE', `Input '${name}' must be a Float32Array, got ${describe(array)}`);
      }
      const length = elements(info);
      if (array.length !== length) {
        throw new GossamerError(
          'INPUT_SHAPE',
          `Input '${name}' has shape [${shape.join(',')}]: expected ${length} floats, got ${array.length}`,
        );
      }
      return array;
    });
  }

  /** Checks that exactly the model's inputs are there. */
  #byName(inputs: unknown): Readonly<Record<string, unknown>> {
    const names = this.inputs.map(({ name }) => name);
    const expected = `expected ${names.length === 1 ? '' : 'exactly '}[${names.join(', ')}]`;
    if (ArrayBuffer.isView(inputs) || Array.isArray(inputs)) {
      if (names.length !== 1) {
        throw new GossamerError('INPUT_NAME', `A bare array suits a model with one input: ${expected}`);
      }
      return { [names[0]!]: inputs };
    }
    if (inputs === null || typeof inputs !== 'object') {
      throw new GossamerError('INPUT_NAME', `Inputs must be arrays by name: ${expected}, got ${describe(inputs)}`);
    }
    const given = Object.keys(inputs);
    const unknown = given.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new GossamerError('INPUT_NAME', `Unknown input '${unknown}': ${expected}`);
    }
    const missing = names.find((name) => !given.includes(name));
    if (missing !== undefined) {
      throw new GossamerError('INPUT_NAME', `Missing input '${missing}': ${expected}, got [${given.join(', ')}]`);
    }
    return inputs as Readonly<Record<string, unknown>>;
  }
}
