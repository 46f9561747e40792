import { GossamerError } from './errors';
import type { TensorInfo } from './engine';
import { isA, kindOf } from './kind';

/** Pictures that a model with an image input takes as they are: resized to the input's size. */
export type ImageSource =
  | ImageData
  | VideoFrame
  | ImageBitmap
  | HTMLVideoElement
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas;

/** What black and white become in the input; MediaPipe's models take `[0, 1]` or `[-1, 1]`. */
export type ImageRange = readonly [black: number, white: number];

const CHANNELS = 3;

const KINDS: readonly string[] = [
  'ImageData',
  'VideoFrame',
  'ImageBitmap',
  'HTMLVideoElement',
  'HTMLImageElement',
  'HTMLCanvasElement',
  'OffscreenCanvas',
];

/** Whether a value is a picture of one of the kinds that this browser has. */
export function isImage(value: unknown): value is ImageSource {
  return KINDS.includes(kindOf(value));
}

/** The range, if it is one. */
export function checkRange(range: unknown): ImageRange {
  if (!Array.isArray(range) || range.length !== 2 || !range.every((value) => Number.isFinite(value))) {
    const got = Array.isArray(range) ? `[${range}]` : String(range);
    throw new GossamerError('ARGUMENT', `range must be what black and white become, such as [-1, 1], got ${got}`);
  }
  return range as unknown as ImageRange;
}

/**
 * The picture as floats [1,H,W,3] of an input, stretched to it: who wants a crop or a letterbox draws it on a canvas.
 *
 * @throws GossamerError INPUT_SHAPE if the input holds no RGB picture, IMAGE if the picture has no pixels yet or may
 *   not be read
 */
export function imageToFloats(image: ImageSource, info: TensorInfo, [black, white]: ImageRange): Float32Array {
  const [batch, height = 0, width = 0, channels] = info.shape;
  if (info.shape.length !== 4 || batch !== 1 || channels !== CHANNELS) {
    throw new GossamerError(
      'INPUT_SHAPE',
      `Input '${info.name}' has shape [${info.shape.join(',')}]: a picture suits [1,height,width,${CHANNELS}] only`,
    );
  }
  const pixels = readPixels(image, info.name, width, height);
  const floats = new Float32Array(height * width * CHANNELS);
  const range = (white - black) / 255;
  for (let from = 0, to = 0; to < floats.length; from += 4, to += CHANNELS) {
    // Transparent pictures lie on black.
    const scale = (range * pixels[from + 3]!) / 255;
    floats[to] = pixels[from]! * scale + black;
    floats[to + 1] = pixels[from + 1]! * scale + black;
    floats[to + 2] = pixels[from + 2]! * scale + black;
  }
  return floats;
}

function readPixels(image: ImageSource, input: string, width: number, height: number): Uint8ClampedArray {
  const [pictureWidth, pictureHeight] = sizeOf(image);
  if (!(pictureWidth > 0 && pictureHeight > 0)) {
    throw new GossamerError('IMAGE', `The picture for input '${input}' has no pixels (${pictureWidth} x ${pictureHeight})`);
  }
  if (isA(image, 'ImageData') && isSrgbBytes(image) && pictureWidth === width && pictureHeight === height) {
    return image.data;
  }
  try {
    const context = contextOf(width, height);
    context.drawImage(isA(image, 'ImageData') ? canvasOf(image) : image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  } catch (e) {
    // A picture of another origin taints the canvas for all that come after it.
    shared = undefined;
    throw new GossamerError('IMAGE', `The picture for input '${input}' could not be read: ${String(e)}`, { cause: e });
  }
}

/** Whether the pixels are bytes of sRGB, as those of all other pictures become by drawing. */
export function isSrgbBytes({ colorSpace, data }: ImageData): boolean {
  return (colorSpace ?? 'srgb') === 'srgb' && kindOf(data) === 'Uint8ClampedArray';
}

/** In pixels; 0 where there are none yet. */
export function sizeOf(image: ImageSource): readonly [width: number, height: number] {
  if (isA(image, 'VideoFrame')) {
    return [image.displayWidth, image.displayHeight];
  }
  if (isA(image, 'HTMLVideoElement')) {
    // With its metadata alone a video has a size, but no frame yet.
    return image.readyState < image.HAVE_CURRENT_DATA ? [0, 0] : [image.videoWidth, image.videoHeight];
  }
  if (isA(image, 'HTMLImageElement')) {
    return [image.naturalWidth, image.naturalHeight];
  }
  const { width, height } = image as { width: number; height: number };
  return [width, height];
}

/** One canvas serves all models: reading back from a new one each time costs milliseconds. */
let shared: OffscreenCanvasRenderingContext2D | undefined;

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  shared ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  if (shared.canvas.width !== width || shared.canvas.height !== height) {
    shared.canvas.width = width;
    shared.canvas.height = height;
  }
  shared.imageSmoothingQuality = 'medium';
  // The last picture must not shine through a transparent one.
  shared.fillRect(0, 0, width, height);
  return shared;
}

/** Draws it, which makes sRGB of other colour spaces. */
export function canvasOf(image: ImageData): OffscreenCanvas {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
