import { GossamerError, messageOf } from '../errors';
import type { Pixels } from './pixels';

const PAGE = 65536;

/** Cuts inputs of models out of a picture, by the kernel that Java emitted. */
export class PictureKernel {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #convert: (...numbers: number[]) => void;
  #width = 0;
  #height = 0;

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#convert = exports['convert'] as (...numbers: number[]) => void;
  }

  /** Takes the picture that the next inputs are cut out of. */
  put({ data, width, height }: Pixels): void {
    this.#reserve(data.length);
    new Uint8Array(this.#memory.buffer, 0, data.length).set(data);
    this.#width = width;
    this.#height = height;
  }

  /**
   * @param sampling the last nine numbers that the kernel takes
   * @returns [1,rows,columns,3], valid until the next call
   */
  cut(rows: number, columns: number, sampling: readonly number[]): Float32Array {
    const into = (4 * this.#width * this.#height + 15) & ~15;
    const floats = 3 * rows * columns;
    // The kernel stores a float more.
    this.#reserve(into + 4 * floats + 4);
    this.#convert(0, this.#width, this.#height, into, columns, rows, ...sampling);
    return new Float32Array(this.#memory.buffer, into, floats);
  }

  #reserve(bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      try {
        this.#memory.grow(missing);
      } catch (e) {
        throw new GossamerError('OUT_OF_MEMORY', `No memory of ${(bytes / 1e6).toFixed(1)} MB for the picture: ${messageOf(e)}`, { cause: e });
      }
    }
  }
}
