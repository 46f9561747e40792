/** The network's input: [1,192,192,3], from -1 to 1. */
const EXTENT = 192;

const canvas = new OffscreenCanvas(EXTENT, EXTENT);
const context = canvas.getContext('2d', { willReadFrequently: true })!;

/** Fits the whole picture into the square, with black bars. */
export function prepare(picture: ImageBitmap): Float32Array {
  const scale = EXTENT / Math.max(picture.width, picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  // The network was made for pictures sampled corner on corner, as MediaPipe does: half a pixel of
  // the input further down and to the right than a canvas draws. Without it, key points move by up
  // to 6 pixels of an 820 x 1024 portrait.
  const shift = (1 - scale) / 2;
  context.fillStyle = '#000';
  context.fillRect(0, 0, EXTENT, EXTENT);
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, (EXTENT - width) / 2 + shift, (EXTENT - height) / 2 + shift, width, height);
  return normalise(context.getImageData(0, 0, EXTENT, EXTENT).data);
}

/** From RGBA of 0 to 255 to RGB of -1 to 1. */
function normalise(rgba: Uint8ClampedArray): Float32Array {
  const input = new Float32Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    input[to] = rgba[from]! / 127.5 - 1;
    input[to + 1] = rgba[from + 1]! / 127.5 - 1;
    input[to + 2] = rgba[from + 2]! / 127.5 - 1;
  }
  return input;
}
