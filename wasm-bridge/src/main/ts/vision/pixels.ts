import { GossamerError } from '../errors';
import { canvasOf, type ImageSource, isImage, isSrgbBytes, sizeOf } from '../image';
import { describe, isA } from '../kind';

/** What pipelines look at. */
export type VisionSource = ImageSource;

/** Rows of RGBA from the top. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const BYTES_PER_PIXEL = 4;

/**
 * Reads pictures; keeps a canvas, because reading back from a new one each time costs milliseconds. Videos and
 * VideoFrames are copied without one where the browser converts colours while copying.
 */
export class PixelReader {
  #context: OffscreenCanvasRenderingContext2D | undefined;
  #copy = new Uint8ClampedArray(0);

  /** At once, but of videos; what comes is valid until the next call. */
  read(source: VisionSource): Pixels | Promise<Pixels> {
    if (!isImage(source)) {
      throw new GossamerError('ARGUMENT', `What to look at must be a picture, a video or a canvas, got ${describe(source)}`);
    }
    if (isA(source, 'ImageData')) {
      return isSrgbBytes(source) ? source : this.#drawn(canvasOf(source), source.width, source.height);
    }
    const [width, height] = sizeOf(source);
    if (!(width > 0 && height > 0)) {
      throw new GossamerError('IMAGE', `The picture has no pixels (${width} x ${height})`);
    }
    return isA(source, 'VideoFrame') || isA(source, 'HTMLVideoElement')
      ? this.#copied(source, width, height)
      : this.#drawn(source, width, height);
  }

  async #copied(source: VideoFrame | HTMLVideoElement, width: number, height: number): Promise<Pixels> {
    let frame: VideoFrame | undefined;
    // Browsers that cannot convert do not so much as ask for a format.
    let converted = false;
    const options = {
      colorSpace: 'srgb',
      get format() {
        converted = true;
        return 'RGBA';
      },
    };
    try {
      frame = isA(source, 'VideoFrame') ? source : new VideoFrame(source);
      if (isPlain(frame, width, height)) {
        const bytes = BYTES_PER_PIXEL * width * height;
        if (this.#copy.length !== bytes) {
          this.#copy = new Uint8ClampedArray(bytes);
        }
        await frame.copyTo(this.#copy, options as VideoFrameCopyToOptions);
      }
    } catch {
      // Drawing works all the same, or says why not.
      converted = false;
    } finally {
      if (frame !== source) {
        frame?.close();
      }
    }
    return converted ? { data: this.#copy, width, height } : this.#drawn(source, width, height);
  }

  #drawn(source: Exclude<VisionSource, ImageData>, width: number, height: number): Pixels {
    try {
      const context = this.#sized(width, height);
      context.drawImage(source, 0, 0, width, height);
      return context.getImageData(0, 0, width, height);
    } catch (e) {
      // A picture of another origin taints the canvas for all that come after it.
      this.#context = undefined;
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

/** Whether its pixels are shown as they are, in this size; transparent ones are to lie on black. */
function isPlain(frame: VideoFrame, width: number, height: number): boolean {
  const { format, visibleRect, rotation, flip } = frame as VideoFrame & { rotation?: number; flip?: boolean };
  return (
    !!format && !format.includes('A') && !rotation && !flip && visibleRect!.width === width && visibleRect!.height === height
  );
}
