import { GossamerError, messageOf } from '../errors';
import type { Pixels } from './pixels';

const PAGE = 65536;
/** Kernels may store over the end of an area by so much. */
const SLACK = 16;

/** The exports of Java's PictureKernel and BackgroundKernels, which document them. */
export interface Kernels {
  convert(...numbers: number[]): void;
  spots(into: number, extent: number, newExtent: number, bytes: number): void;
  stretch(...numbers: number[]): void;
  spread(...numbers: number[]): void;
  shrink(pixels: number, mask: number, width: number, height: number, step: number, cells: number): void;
  box(from: number, into: number, outer: number, inner: number, outerStride: number, innerStride: number, reach: number): void;
  divide(cells: number, count: number): void;
  compose(pixels: number, mask: number, behind: number, count: number): void;
}

/** Cuts inputs of models out of a picture, by kernels that Java emitted; the picture lies at address 0. */
export class PictureKernel {
  readonly kernels: Kernels;
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  /** Of the picture, in pixels; for others to read. */
  width = 0;
  height = 0;

  constructor(module: WebAssembly.Module) {
    this.kernels = new WebAssembly.Instance(module, { env: { memory: this.#memory } }).exports as unknown as Kernels;
  }

  /** Takes the picture that the next inputs are cut out of. */
  put({ data, width, height }: Pixels): void {
    this.#reserve(data.length);
    this.bytes(0, data.length).set(data);
    this.width = width;
    this.height = height;
  }

  /**
   * @param sampling the last nine numbers that the kernel takes
   * @returns [1,rows,columns,3], valid until the next call
   */
  cut(rows: number, columns: number, sampling: readonly number[]): Float32Array<ArrayBuffer> {
    const floats = 3 * rows * columns;
    const [into] = this.areas(4 * floats);
    this.kernels.convert(0, this.width, this.height, into!, columns, rows, ...sampling);
    return this.floats(into!, floats);
  }

  /** Addresses of areas of so many bytes each behind the picture, always the same for the same sizes. */
  areas(...sizes: number[]): number[] {
    let end = 4 * this.width * this.height;
    const addresses = sizes.map((size) => {
      const address = (end + SLACK - 1) & -SLACK;
      end = address + size + SLACK;
      return address;
    });
    this.#reserve(end);
    return addresses;
  }

  /** A view that is valid until areas are asked for. */
  bytes(address: number, count: number): Uint8ClampedArray<ArrayBuffer> {
    return new Uint8ClampedArray(this.#memory.buffer as ArrayBuffer, address, count);
  }

  /** A view that is valid until areas are asked for. */
  floats(address: number, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer as ArrayBuffer, address, count);
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
