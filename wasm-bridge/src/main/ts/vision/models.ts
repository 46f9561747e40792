import { GossamerError, throwIfAborted } from '../errors';
// The package's own: the same engine serves both.
import { load } from '../gossamer';
import type { BackendChoice } from '../create';
import type { JavaModule } from '../java';
import { describe } from '../kind';
import type { Source } from '../source';
import type { ThreadChoice } from '../threads';
import type { VisionExports } from './java';
import { addressOf } from './settings';

/** An input or output of a model. */
interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A model that is loaded already: what `load` of `gossamer` or of `gossamer/aot` gave. It stays the caller's. */
export interface VisionModel {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  run(inputs: Record<string, Float32Array>): Promise<Record<string, Float32Array>>;
  inputView?(name: string): Float32Array;
  runInPlace?(): Record<string, Float32Array>;
  dispose(): void;
}

/** Where a model comes from: what `load` takes; or a name, without dot and slash. */
export type ModelSource = Source;

/** What each pipeline's `create` takes; all are optional. */
export interface VisionOptions {
  /** The model that looks closely. By default the one that each pipeline names, found by name. */
  readonly model?: ModelSource | VisionModel | undefined;
  /** The model that looks for things in whole pictures, where a pipeline has one. */
  readonly detector?: ModelSource | VisionModel | undefined;
  /** As in `load`. */
  readonly threads?: ThreadChoice | undefined;
  /** As in `load`. */
  readonly backend?: BackendChoice | undefined;
  /** Called as bytes of models arrive; `what` is `model` or `detector`, `total` may be unknown. */
  readonly onProgress?: ((loaded: number, total: number | undefined, what: string) => void) | undefined;
  /** Aborts the creation: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
}

/** What a pipeline's models are for. */
export interface Role {
  readonly what: 'model' | 'detector';
  /** The name taken where none is given. */
  readonly name: string;
  /** Short names, such as `sparse`. */
  readonly short: Readonly<Record<string, string>>;
}

/** The models of a pipeline, in the order of the roles. */
export async function loadModels(roles: readonly Role[], options: VisionOptions): Promise<PipelineModel[]> {
  throwIfAborted(options.signal);
  const loading = roles.map((role) => loadModel(role, options));
  try {
    return await Promise.all(loading);
  } catch (e) {
    for (const result of await Promise.allSettled(loading)) {
      if (result.status === 'fulfilled') {
        result.value.dispose();
      }
    }
    throw e;
  }
}

async function loadModel(role: Role, options: VisionOptions): Promise<PipelineModel> {
  const { threads, backend, signal, onProgress } = options;
  const given: unknown = options[role.what];
  if (isModel(given)) {
    return new PipelineModel(given, false);
  }
  const model = await load(sourceOf(role, given), {
    threads,
    backend,
    signal,
    onProgress: onProgress && (({ loaded, total }) => onProgress(loaded, total, role.what)),
  });
  return new PipelineModel(model, true);
}

function sourceOf({ name, short }: Role, given: unknown): Source {
  if (given === undefined) {
    return addressOf(name);
  }
  if (typeof given === 'string' && /^[\w-]+$/.test(given)) {
    return addressOf(Object.hasOwn(short, given) ? short[given]! : given);
  }
  return given as Source;
}

function isModel(value: unknown): value is VisionModel {
  return typeof value === 'object' && value !== null && 'run' in value && 'inputs' in value && 'outputs' in value;
}

/** A model in a pipeline. */
export class PipelineModel {
  readonly #model: VisionModel;
  readonly #owned: boolean;
  #inPlace: boolean;

  /** @param owned whether it goes with the pipeline */
  constructor(model: VisionModel, owned: boolean) {
    this.#model = model;
    this.#owned = owned;
    this.#inPlace = typeof model.inputView === 'function' && typeof model.runInPlace === 'function';
  }

  /** The only input's [1,rows,columns,3]; Java has checked that it is one. */
  get inputShape(): readonly number[] {
    return this.#model.inputs[0]!.shape;
  }

  /** Tells Java of the model. */
  describeTo(module: JavaModule, exports: VisionExports): number {
    const { name, inputs, outputs } = this.#model;
    const numbers = [inputs.length, outputs.length];
    for (const { shape } of [...inputs, ...outputs]) {
      numbers.push(shape.length, ...shape);
    }
    const nameLength = module.send(new Uint8Array(Int32Array.from(numbers).buffer), name);
    return module.check(exports.addModel(nameLength));
  }

  /** The outputs, in the model's order, valid until the next run: at once where the model lets its memory be seen. */
  run(input: Float32Array): Float32Array[] | Promise<Float32Array[]> {
    const { name } = this.#model.inputs[0]!;
    if (this.#inPlace) {
      try {
        this.#model.inputView!(name).set(input);
        return this.#inOrder(this.#model.runInPlace!());
      } catch (e) {
        const code = (e as GossamerError | undefined)?.code;
        if (code !== 'UNSUPPORTED' && code !== 'BUSY') {
          throw e;
        }
        // In a worker, or interpreted; else the caller's own runs are under way.
        this.#inPlace = code === 'BUSY';
      }
    }
    return this.#model.run({ [name]: input }).then((outputs) => this.#inOrder(outputs));
  }

  dispose(): void {
    if (this.#owned) {
      this.#model.dispose();
    }
  }

  #inOrder(outputs: Record<string, Float32Array>): Float32Array[] {
    return this.#model.outputs.map(({ name }) => {
      const output = outputs[name];
      if (!(output instanceof Float32Array)) {
        throw new GossamerError('ARGUMENT', `The model '${this.#model.name}' gave ${describe(output)} for its output '${name}'`);
      }
      return output;
    });
  }
}
