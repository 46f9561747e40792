// The page of `gossamer bench vision`. Java drives it: open a case, compare, then slices in turns.

import * as gossamer from './vision/gossamer.mjs';
import * as mediapipe from './vision/mediapipe.mjs';

const SIDES = { gossamer, mediapipe };

let frames = [];
/** By side: a function from a picture and its time to what is in it. */
let detectors = {};
/** By side: which picture comes next, and when it was taken. */
let next = {};

const FRAME_MS = 40;

/** Rows of RGB as a picture of the kind that both sides are given. */
async function picture({ path, width, height }, kind) {
  const rgb = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    image.data.set([rgb[from], rgb[from + 1], rgb[from + 2], 255], to);
  }
  if (kind === 'ImageData') {
    return image;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d', { willReadFrequently: kind !== 'canvas' }).putImageData(image, 0, 0);
  return kind === 'VideoFrame' ? new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' }) : canvas;
}

/** Fetches the pictures and starts both sides. */
async function open(request) {
  frames = await Promise.all(request.frames.map((frame) => picture(frame, request.kind)));
  detectors = {};
  for (const [side, { create }] of Object.entries(SIDES)) {
    detectors[side] = await create(request.task, request.files, request);
    next[side] = { index: 0, time: 0 };
  }
}

/** Looks at the next picture. */
async function step(side) {
  const at = next[side];
  const result = await detectors[side](frames[at.index], at.time);
  at.index = (at.index + 1) % frames.length;
  at.time += FRAME_MS;
  return result;
}

/** What a side sees in every picture. */
async function results(side) {
  const all = [];
  do {
    all.push(await step(side));
  } while (next[side].index > 0);
  return all;
}

/** The milliseconds of each of so many pictures. */
async function slice(side, count) {
  const times = [];
  for (let i = 0; i < count; i++) {
    const before = performance.now();
    await step(side);
    times.push(performance.now() - before);
  }
  return times;
}

/** Of a mask per picture, how many pixels are in both over how many are in either. */
async function masks() {
  const ratios = [];
  for (let i = 0; i < frames.length; i++) {
    const ours = (await step('gossamer')).slice();
    const theirs = await step('mediapipe');
    if (ours.length !== theirs.length) {
      throw new Error(`masks of ${ours.length} and ${theirs.length} pixels`);
    }
    let both = 0;
    let either = 0;
    for (let pixel = 0; pixel < ours.length; pixel++) {
      const [a, b] = [ours[pixel] > 0.5, theirs[pixel] > 0.5];
      both += a && b ? 1 : 0;
      either += a || b ? 1 : 0;
    }
    ratios.push(either === 0 ? 1 : both / either);
  }
  return ratios;
}

globalThis.bench = { open, results, masks, slice };
