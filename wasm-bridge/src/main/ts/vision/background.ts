/** What Mask and Background of Java's dev.gossamer.vision say, by the kernels that it emitted. */
import type { PictureKernel } from './kernel';
import type { Pixels } from './pixels';

/** Bytes of a pixel, of one float per pixel, of the three floats behind it, and of a cell of the blur. */
const PIXEL = 4;
const FLOAT = 4;
const RGB = 12;
const CELL = 16;
/** Bytes of the table that tells where one column lies between two others. */
const SPOT = 12;
/** Rows that are made at once, so that what is behind them is still in the cache when they are put together. */
const BAND = 16;

/**
 * A mask as large as the picture, which is where the others look for it: in the first area behind the picture.
 *
 * @param mask row by row, of `width` x `height`
 * @returns valid until the next call
 */
export function stretched(kernel: PictureKernel, mask: Float32Array, width: number, height: number): Float32Array<ArrayBuffer> {
  const count = kernel.width * kernel.height;
  const [into, from, spots, rows] = kernel.areas(
    FLOAT * count,
    FLOAT * width * height,
    SPOT * kernel.width,
    2 * FLOAT * (kernel.width + 3),
  ) as [number, number, number, number];
  kernel.floats(from, mask.length).set(mask);
  const { kernels } = kernel;
  kernels.spots(spots, width, kernel.width, FLOAT);
  kernels.stretch(from, width, height, spots, rows, into, kernel.width, kernel.height, 0, kernel.height);
  return kernel.floats(into, count);
}

/** The picture, blurred by its mask; BackgroundBlur tells how. */
export function blurred(kernel: PictureKernel, radius: number): Uint8ClampedArray<ArrayBuffer> {
  const { kernels, width, height } = kernel;
  const step = Math.max(1, Math.trunc(radius / 4));
  const across = Math.ceil(width / step);
  const down = Math.ceil(height / step);
  const bytes = CELL * across * down;
  const [mask, behind, cells, others, spots, rows] = kernel.areas(
    FLOAT * width * height,
    RGB * width * BAND,
    bytes,
    bytes,
    SPOT * width,
    2 * CELL * (width + 3),
  ) as [number, number, number, number, number, number];
  kernels.shrink(0, mask, width, height, step, cells);
  // Three box filters are close to a Gaussian.
  const reach = Math.max(1, Math.round(radius / step / 3));
  for (let pass = 0; pass < 3; pass++) {
    kernels.box(cells, others, down, across, CELL * across, CELL, reach);
    kernels.box(others, cells, across, down, CELL, CELL * across, reach);
  }
  kernels.divide(cells, across * down);
  kernels.spots(spots, across, width, CELL);
  return composed(kernel, mask, behind, (first, count) =>
    kernels.spread(cells, across, down, spots, rows, behind, width, height, first, count),
  );
}

/** The picture with the middle of another one where its mask is 0. */
export function replaced(kernel: PictureKernel, picture: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const { kernels, width, height } = kernel;
  const [mask, behind, pixels] = kernel.areas(FLOAT * width * height, RGB * width * BAND, picture.data.length) as [
    number,
    number,
    number,
  ];
  kernel.bytes(pixels, picture.data.length).set(picture.data);
  const step = 1 / Math.max(width / picture.width, height / picture.height);
  const left = (picture.width - width * step) / 2;
  const top = (picture.height - height * step) / 2;
  return composed(kernel, mask, behind, (first, count) =>
    // Upright, grey levels as they are, edges going on.
    kernels.convert(pixels, picture.width, picture.height, behind, width, count, left, top + first * step, step, step, 1, 0, 0, 1, 1),
  );
}

/** @param fill makes rows of what is behind, so many from a first one on */
function composed(
  kernel: PictureKernel,
  mask: number,
  behind: number,
  fill: (first: number, count: number) => void,
): Uint8ClampedArray<ArrayBuffer> {
  const { kernels, width, height } = kernel;
  for (let first = 0; first < height; first += BAND) {
    const count = Math.min(BAND, height - first);
    fill(first, count);
    const offset = first * width;
    kernels.compose(PIXEL * offset, mask + FLOAT * offset, behind, width * count);
  }
  return kernel.bytes(0, PIXEL * width * height).slice();
}
