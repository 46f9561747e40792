import { GossamerError, messageOf, throwIfAborted } from '../errors';
import { sharedJava, type VisionJava } from './java';
import { PictureKernel } from './kernel';
import { loadModels, type PipelineModel, type Role, type VisionOptions } from './models';
import { PixelReader, type VisionSource } from './pixels';

/** Where the time of a call went, in milliseconds. Browsers round the clock: to 0.1 ms in pages that are not isolated. */
export interface Timing {
  readonly total: number;
  /** Reading the picture and cutting inputs out of it. */
  readonly image: number;
  /** The detector's runs; 0 where it rested. */
  readonly detector: number;
  /** The runs of the model that looks closely; of a pipeline with one model, its runs. */
  readonly model: number;
  /** Everything else: decoding, tracking, masks. */
  readonly post: number;
}

/** What a pipeline saw, as floats in the order of Java's Pipeline, and the picture's size. */
export interface Seen {
  readonly floats: Float32Array;
  readonly width: number;
  readonly height: number;
}

const SAMPLING_NUMBERS = 9;
/** Java's greatest int. */
const MOST_JAVA = 2 ** 31 - 1;

/** What all pipelines have in common: models, a kernel, and one picture after another. */
export class Pipeline {
  /** Holds the picture that was looked at last. */
  readonly kernel: PictureKernel;
  readonly #java: VisionJava;
  readonly #handle: number;
  readonly #models: readonly PipelineModel[];
  readonly #roles: readonly Role[];
  readonly #reader = new PixelReader();
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;
  #disposed = false;

  private constructor(java: VisionJava, handle: number, models: readonly PipelineModel[], roles: readonly Role[]) {
    this.#java = java;
    this.#handle = handle;
    this.#models = models;
    this.#roles = roles;
    this.kernel = new PictureKernel(java.kernel);
  }

  /**
   * @param open makes the pipeline of models that Java knows by handles, in the order of the roles
   */
  static async create(
    roles: readonly Role[],
    options: VisionOptions,
    open: (java: VisionJava, handles: readonly number[]) => number,
  ): Promise<Pipeline> {
    // All downloads start at once; a model's failure is the one to report.
    const starting = sharedJava();
    starting.catch(() => undefined);
    const models = await loadModels(roles, options);
    try {
      const java = await starting;
      throwIfAborted(options.signal);
      const { module, exports } = java;
      const handle = module.guard('making a vision pipeline', () =>
        module.check(open(java, models.map((model) => model.describeTo(module, exports)))),
      );
      return new Pipeline(java, handle, models, roles);
    } catch (e) {
      models.forEach((model) => model.dispose());
      throw e;
    }
  }

  /** Looks at a picture, after those of earlier calls; `finish` finds the kernel as the look left it. */
  async look<T>(source: VisionSource, timestampMs: number, finish: (seen: Seen) => T): Promise<T & { timing: Timing }> {
    this.#refuseIfDisposed();
    if (!Number.isFinite(timestampMs)) {
      throw new GossamerError('ARGUMENT', `The timestamp must be a number of milliseconds, got ${String(timestampMs)}`);
    }
    return this.#enqueue(() => this.#look(source, timestampMs, finish));
  }

  /** Forgets earlier pictures, once the calls under way are done. */
  reset(): void {
    this.#refuseIfDisposed();
    const action = (): void => void this.#java.module.check(this.#java.exports.reset(this.#handle));
    if (this.#pending === 0) {
      action();
    } else {
      void this.#enqueue(async () => action());
    }
  }

  dispose(): void {
    if (!this.#disposed) {
      this.#disposed = true;
      void this.#last.then(() => this.#close());
    }
  }

  #close(): void {
    this.#java.exports.close(this.#handle);
    this.#models.forEach((model) => model.dispose());
  }

  #refuseIfDisposed(): void {
    if (this.#disposed) {
      throw new GossamerError('DISPOSED', 'This vision pipeline has been disposed of', { hint: 'Create it again.' });
    }
  }

  /** One call at a time, in order; at once when none is under way. */
  #enqueue<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#pending === 0 ? action() : this.#last.then(action);
    this.#pending++;
    this.#last = result.catch(() => undefined).then(() => this.#pending--);
    return result;
  }

  async #look<T>(source: VisionSource, timestampMs: number, finish: (seen: Seen) => T): Promise<T & { timing: Timing }> {
    const { module, exports } = this.#java;
    const time = { image: 0, detector: 0, model: 0 };
    const begin = performance.now();
    const reading = this.#reader.read(source);
    const pixels = reading instanceof Promise ? await reading : reading;
    const { width, height } = pixels;
    this.kernel.put(pixels);
    time.image = performance.now() - begin;
    const guard = <T>(action: () => T): T => module.guard('looking at a picture', action);
    let wanted = guard(() => module.check(exports.begin(this.#handle, width, height, timestampMs)));
    while (wanted > 0) {
      const model = this.#models[wanted - 1]!;
      const before = performance.now();
      const input = this.#input(model);
      const between = performance.now();
      const running = model.run(input);
      const outputs = Array.isArray(running) ? running : await running;
      time.image += between - before;
      time[this.#roles[wanted - 1]!.what] += performance.now() - between;
      wanted = guard(() => this.#answer(outputs));
    }
    const result = finish({ floats: guard(() => this.#results()), width, height });
    const total = performance.now() - begin;
    return { ...result, timing: { total, ...time, post: Math.max(0, total - time.image - time.detector - time.model) } };
  }

  /** Of the run that Java has just asked for. */
  #input(model: PipelineModel): Float32Array {
    let sampling: number[] = [];
    this.#java.module.inBlocks(SAMPLING_NUMBERS, (_, block) => {
      sampling = Array.from(block);
    });
    const [, rows = 0, columns = 0] = model.inputShape;
    return this.kernel.cut(rows, columns, sampling);
  }

  /** Hands the outputs to Java, and learns what it wants next. */
  #answer(outputs: readonly Float32Array[]): number {
    const { module, exports } = this.#java;
    outputs.forEach((output, index) =>
      module.inBlocks(output.length, (offset, block) => {
        block.set(output.subarray(offset, offset + block.length));
        module.check(exports.answer(this.#handle, index, offset, block.length));
      }),
    );
    return module.check(exports.proceed(this.#handle));
  }

  #results(): Float32Array {
    const { module, exports } = this.#java;
    const floats = new Float32Array(module.check(exports.resultLength(this.#handle)));
    module.inBlocks(floats.length, (offset, block) => {
      module.check(exports.getResult(this.#handle, offset, block.length));
      floats.set(block, offset);
    });
    return floats;
  }
}

/** Reads floats that Java wrote one behind another. */
export class FloatReader {
  readonly #floats: Float32Array;
  #at = 0;

  constructor(floats: Float32Array) {
    this.#floats = floats;
  }

  next(): number {
    return this.#floats[this.#at++]!;
  }

  /** A count, then so many of what `read` reads. */
  list<T>(read: () => T): T[] {
    return Array.from({ length: this.next() }, read);
  }

  /** Everything up to the end. */
  all<T>(read: () => T): T[] {
    const list: T[] = [];
    while (this.#at < this.#floats.length) {
      list.push(read());
    }
    return list;
  }
}

export function checkCount(what: string, count: unknown): number {
  if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > 4) {
    throw new GossamerError('ARGUMENT', `${what} must be a whole number from 1 to 4, got ${String(count)}`);
  }
  return count as number;
}

export function checkInterval(pictures: unknown): number {
  if (!Number.isInteger(pictures) || (pictures as number) < 1) {
    throw new GossamerError('ARGUMENT', `searchInterval must be a whole number of at least 1, got ${messageOf(pictures)}`);
  }
  return Math.min(pictures as number, MOST_JAVA);
}

export function checkPresence(presence: unknown): number {
  if (typeof presence !== 'number' || !(presence >= 0 && presence <= 1)) {
    throw new GossamerError('ARGUMENT', `minPresence must be a number from 0 to 1, got ${messageOf(presence)}`);
  }
  return presence;
}
