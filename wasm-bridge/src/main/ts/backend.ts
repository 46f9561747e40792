import type { StepInfo } from './compiled';
import type { Engine, ModelDescription } from './engine';
import { GossamerError } from './errors';
import type { ThreadUse } from './threads';

/** How a model is run; see `LoadOptions.backend`. */
export type BackendName = 'relaxed' | 'simd' | 'portable';

/** Views of a model's memory, in the model's order, and what runs it on them. */
export interface InPlace {
  readonly inputs: readonly Float32Array[];
  readonly outputs: readonly Float32Array[];
  run(): void;
}

/** Something that runs one model: the portable engine, or a module made for just this model. */
export interface Backend {
  readonly name: BackendName;
  readonly description: ModelDescription;
  readonly threads: ThreadUse;
  /** Why the interpreter runs the model, where nobody asked for it. */
  readonly fallback?: string | undefined;
  /** Whether inputs can be handed over: to another thread, at once. */
  readonly takesBuffers?: boolean;

  /** The layers as they are run. */
  explain(): StepInfo[];

  /** Milliseconds of each layer of `explain()`. */
  profile(runs: number): number[] | Promise<number[]>;

  /**
   * Runs once. Inputs and outputs are in the model's order; inputs have been checked and are read
   * before this returns or its promise settles, outputs are the caller's to keep.
   *
   * @param into where an output is to be written; undefined where a new array is wanted
   * @param transfer whether the inputs' buffers may be handed to another thread
   * @param signal once it has fired, nothing is written to `into`
   */
  run(
    inputs: readonly Float32Array[],
    into: readonly (Float32Array | undefined)[],
    transfer: boolean,
    signal?: AbortSignal,
  ): Float32Array[] | Promise<Float32Array[]>;

  /** The model's own memory; fails with UNSUPPORTED where this thread cannot see it. */
  inPlace(): InPlace;

  /** Frees everything; called once, never during a run. */
  dispose(): void;
}

/** Runs a model by the portable interpreter. */
export class PortableBackend implements Backend {
  readonly name = 'portable';
  readonly description: ModelDescription;
  readonly threads: ThreadUse = { count: 1, reason: 'the portable backend runs in one thread' };
  readonly #engine: Engine;
  readonly #handle: number;

  constructor(
    engine: Engine,
    bytes: Uint8Array,
    name: string,
    readonly fallback?: string,
  ) {
    this.#engine = engine;
    this.#handle = engine.open(bytes, name);
    this.description = engine.describe(this.#handle);
  }

  explain(): StepInfo[] {
    return this.#engine.explain(this.#handle);
  }

  profile(): number[] {
    throw new GossamerError('UNSUPPORTED', 'The portable backend runs the model in one piece: it has no times per layer', {
      hint: "Load with backend: 'auto', 'relaxed' or 'simd'.",
    });
  }

  run(inputs: readonly Float32Array[], into: readonly (Float32Array | undefined)[]): Float32Array[] {
    return this.#engine.run(this.#handle, inputs, this.description.outputs).map((output, index) => copyTo(into[index], output));
  }

  inPlace(): never {
    throw new GossamerError('UNSUPPORTED', 'The portable backend keeps its tensors to itself: there is nothing to view', {
      hint: 'Use run.',
    });
  }

  dispose(): void {
    this.#engine.close(this.#handle);
  }
}

/** The array to write to, filled; or the source itself where there is none. */
export function copyTo(target: Float32Array | undefined, source: Float32Array): Float32Array {
  target?.set(source);
  return target ?? source;
}
