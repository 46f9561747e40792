import { GossamerError } from '../errors';
import { blurred, replaced, stretched } from './background';
import type { PictureKernel } from './kernel';
import type { Role, VisionOptions } from './models';
import { Pipeline, type Timing } from './pipeline';
import { PixelReader, type VisionSource } from './pixels';
import { pipelineOf, VisionTask } from './task';

/** How much each pixel of a picture belongs to a person. */
export interface Mask {
  /** Row by row, 0 (not at all) to 1 (wholly). */
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** What `SelfieSegmenter.blur` takes. */
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
export class SelfieSegmenter extends VisionTask {
  static async create(options: VisionOptions = {}): Promise<SelfieSegmenter> {
    return new SelfieSegmenter(
      await Pipeline.create([ROLE], options, ({ exports }, [model]) => exports.createSelfieSegmenter(model!)),
    );
  }

  /** A mask as large as the picture. */
  async segment(source: VisionSource): Promise<{ mask: Mask; timing: Timing }> {
    const pipeline = pipelineOf(this);
    return pipeline.look(source, 0, ({ floats, width, height }) => ({
      mask: { data: people(pipeline.kernel, floats).slice(), width, height },
    }));
  }

  /** The picture with what is behind people out of focus. */
  async blur(source: VisionSource, options: BlurOptions = {}): Promise<ImageData> {
    return this.#compose(source, (kernel) => {
      const { width, height } = kernel;
      const radius = Math.round(options.radius ?? Math.max(1, Math.max(width, height) / 30));
      if (!(radius >= 1 && radius <= Math.max(width, height))) {
        throw new GossamerError('ARGUMENT', `radius must be from 1 to the picture's longer side, got ${String(options.radius)}`);
      }
      return blurred(kernel, radius);
    });
  }

  /** The picture with another one behind people, scaled until it covers the picture. */
  async replace(source: VisionSource, background: VisionSource): Promise<ImageData> {
    const reading = new PixelReader().read(background);
    const behind = reading instanceof Promise ? await reading : reading;
    return this.#compose(source, (kernel) => replaced(kernel, behind));
  }

  async #compose(source: VisionSource, make: (kernel: PictureKernel) => Uint8ClampedArray<ArrayBuffer>): Promise<ImageData> {
    const pipeline = pipelineOf(this);
    const { image } = await pipeline.look(source, 0, ({ floats, width, height }) => {
      people(pipeline.kernel, floats);
      return { image: new ImageData(make(pipeline.kernel), width, height) };
    });
    return image;
  }
}

/** The mask, as large as the picture, where `blurred` and `replaced` look for it; valid until the kernel's next call. */
function people(kernel: PictureKernel, floats: Float32Array): Float32Array {
  const [width = 0, height = 0] = floats;
  return stretched(kernel, floats.subarray(2), width, height);
}
