import type { StepInfo } from './compiled';
import type { Engine, ModelDescription } from './engine';
import { GossamerError } from './errors';

/** How a model is run; see `LoadOptions.backend`. */
export type BackendName = 'relaxed' | 'simd' | 'portable';

/** Something that runs one model: the portable engine, or a module made for just this model. */
export interface Backend {
  readonly name: BackendName;
  readonly description: ModelDescription;

  /** The layers as they are run. */
  explain(): StepInfo[];

  /** Milliseconds of each layer of `explain()`. */
  profile(runs: number): number[];

  /**
   * Runs once. Inputs and outputs are in the model's order; inputs have been checked and are read
   * before this returns or its promise settles, outputs are the caller's to keep.
   */
  run(inputs: readonly Float32Array[]): Float32Array[] | Promise<Float32Array[]>;

  /** Frees everything; called once, never during a run. */
  dispose(): void;
}

/** Runs a model by the portable interpreter. */
export class PortableBackend implements Backend {
  readonly name = 'portable';
  readonly description: ModelDescription;
  readonly #engine: Engine;
  readonly #handle: number;

  constructor(engine: Engine, bytes: Uint8Array, name: string) {
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

  run(inputs: readonly Float32Array[]): Float32Array[] {
    return this.#engine.run(this.#handle, inputs, this.description.outputs);
  }

  dispose(): void {
    this.#engine.close(this.#handle);
  }
}
