import { GossamerError } from '../errors';
import { type ImageSource, isImage, sizeOf } from '../image';
import { describe, isA } from '../kind';

/** What pipelines look at. */
export type VisionSource = ImageSource;

/** Rows of RGBA from the top. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Reads pictures; keeps a canvas, because reading back from a new one each time costs milliseconds. */
export class PixelReader {
  #context: OffscreenCanvasRenderingContext2D | undefined;

  read(source: VisionSource): Pixels {
    if (!isImage(source)) {
      throw new GossamerError('ARGUMENT', `What to look at must be a picture, a video or a canvas, got ${describe(source)}`);
    }
    if (isA(source, 'ImageData')) {
      return source;
    }
    const [width, height] = sizeOf(source);
    if (!(width > 0 && height > 0)) {
      throw new GossamerError('IMAGE', `The picture has no pixels (${width} x ${height})`);
    }
    try {
      const context = this.#sized(width, height);
      context.drawImage(source, 0, 0, width, height);
      return context.getImageData(0, 0, width, height);
    } catch (e) {
      throw new GossamerError('IMAGE', `The picture could not be read: ${String(e)}`, { cause: e });
    }
  }

  #sized(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const context = (this.#context ??= new OffscreenCanvas(width, height).getContext('2d', {
      alpha: false,
      willReadFrequently: true,
    })!);
    if (context.canvas.width !== width || context.canvas.height !== height) {
      context.canvas.width = width;
      context.canvas.height = height;
    } else {
      // The last picture must not shine through a transparent one.
      context.fillRect(0, 0, width, height);
    }
    return context;
  }
}
