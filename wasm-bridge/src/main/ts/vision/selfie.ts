import { GossamerError } from '../errors';
import { fetchBytes } from './java';
import type { Role, VisionOptions } from './models';
import { Pipeline, type Timing } from './pipeline';
import type { Pixels, VisionSource } from './pixels';

/** How much each pixel of a picture belongs to a person. */
export interface Mask {
  /** Row by row, 0 (not at all) to 1 (wholly). */
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

export interface BlurOptions {
  /** About how far the blur reaches, in pixels, at least 1; the default is a thirtieth of the longer side. */
  readonly radius?: number | undefined;
}

const ROLE: Role = {
  what: 'model',
  name: 'selfie_segmentation',
  short: { full: 'selfie_segmentation', landscape: 'selfie_segmentation_landscape' },
};

/** Tells people from what is behind them, with selfie_segmentation or selfie_segmentation_landscape. */
export class SelfieSegmenter {
  readonly #pipeline: Pipeline;

  private constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
  }

  static async create(options: VisionOptions = {}): Promise<SelfieSegmenter> {
    return new SelfieSegmenter(
      await Pipeline.create([ROLE], options, ({ exports }, [model]) => exports.createSelfieSegmenter(model!)),
    );
  }

  /** A mask as large as the picture. */
  async segment(source: VisionSource): Promise<{ mask: Mask; timing: Timing }> {
    return this.#pipeline.look(source, 0, ({ floats: data, pixels: { width, height }, timing }) => ({
      mask: { data, width, height },
      timing,
    }));
  }

  /** The picture with what is behind people out of focus. */
  async blur(source: VisionSource, options: BlurOptions = {}): Promise<ImageData> {
    return this.#compose(source, (pixels, handle) => {
      const { width, height } = pixels;
      const radius = Math.round(options.radius ?? Math.max(1, Math.max(width, height) / 30));
      if (!(radius >= 1 && radius <= Math.max(width, height))) {
        throw new GossamerError('ARGUMENT', `radius must be from 1 to the picture's longer side, got ${String(options.radius)}`);
      }
      this.#send([pixels]);
      return this.#pipeline.java.exports.blurBackground(handle, width, height, radius);
    });
  }

  /** The picture with another one behind people, scaled until it covers the picture. */
  async replace(source: VisionSource, background: VisionSource): Promise<ImageData> {
    const behind = this.#pipeline.read(background);
    return this.#compose(source, (pixels, handle) => {
      this.#send([pixels, behind]);
      return this.#pipeline.java.exports.replaceBackground(handle, pixels.width, pixels.height, behind.width, behind.height);
    });
  }

  /** Nothing is kept from picture to picture: there for likeness. */
  reset(): void {
    this.#pipeline.reset();
  }

  /** Lets go of it all, of a model that was given loaded excepted, once the calls under way are done. */
  dispose(): void {
    this.#pipeline.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** @param make leaves the bytes of the result in Java and returns their length */
  async #compose(source: VisionSource, make: (pixels: Pixels, handle: number) => number): Promise<ImageData> {
    const { module, exports } = this.#pipeline.java;
    return this.#pipeline.look(source, 0, ({ pixels }, handle) =>
      module.guard('replacing a background', () => {
        const bytes = fetchBytes(module, exports, make(pixels, handle));
        return new ImageData(new Uint8ClampedArray(bytes.buffer as ArrayBuffer), pixels.width, pixels.height);
      }),
    );
  }

  #send(pictures: readonly Pixels[]): void {
    const length = pictures.reduce((sum, { data }) => sum + data.length, 0);
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const { data } of pictures) {
      bytes.set(data, offset);
      offset += data.length;
    }
    this.#pipeline.java.module.send(bytes, '');
  }
}
