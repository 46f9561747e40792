/** How far results are from the dense model's. */
import type { Difference, Face, Hand, PersonMask, Point, Result } from './messages';

const WRIST = 0;
const MIDDLE_KNUCKLE = 9;
const PERSON = 128;
/** Masks are compared at every second pixel of every second row: 640 x 480 in 0.1 ms. */
const STRIDE = 2;

/** @returns undefined where the dense model found nothing to compare with */
export function difference(dense: Result, other: Result): Difference | undefined {
  if (dense.kind === 'hands' && other.kind === 'hands') {
    return handDifference(dense.hands, other.hands);
  }
  if (dense.kind === 'faces' && other.kind === 'faces') {
    return faceDifference(dense.faces, other.faces);
  }
  return dense.kind === 'mask' && other.kind === 'mask' ? maskDifference(dense.mask, other.mask) : undefined;
}

/** Mean distance of the landmarks in percent of the palm, wrist to middle knuckle, of the dense model. */
function handDifference(dense: readonly Hand[], other: readonly Hand[]): Difference | undefined {
  const errors: number[] = [];
  for (const hand of dense) {
    const palm = distance(hand.landmarks[WRIST]!, hand.landmarks[MIDDLE_KNUCKLE]!);
    const distances = other.map((candidate) => meanDistance(hand, candidate) / palm);
    const nearest = Math.min(...distances);
    // Further than a palm away it is another hand.
    if (nearest < 1) {
      errors.push(100 * nearest);
    }
  }
  if (dense.length === 0) {
    return undefined;
  }
  return { value: mean(errors), measure: 'palm', missed: dense.length - errors.length };
}

function meanDistance(a: Hand, b: Hand): number {
  return mean(a.landmarks.map((point, index) => distance(point, b.landmarks[index]!)));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Mean overlap of the dense model's boxes with their best partners; a face that was missed counts as 0. */
function faceDifference(dense: readonly Face[], other: readonly Face[]): Difference | undefined {
  if (dense.length === 0) {
    return undefined;
  }
  const overlaps = dense.map((face) => Math.max(0, ...other.map((candidate) => boxOverlap(face.box, candidate.box))));
  return { value: mean(overlaps), measure: 'iou', missed: overlaps.filter((overlap) => overlap === 0).length };
}

function boxOverlap(a: Face['box'], b: Face['box']): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (a.width * a.height + b.width * b.height - both);
}

function maskDifference(dense: PersonMask, other: PersonMask): Difference | undefined {
  let both = 0;
  let either = 0;
  for (let y = 0; y < dense.height; y += STRIDE) {
    const otherRow = Math.floor((y * other.height) / dense.height) * other.width;
    for (let x = 0; x < dense.width; x += STRIDE) {
      const a = dense.alpha[y * dense.width + x]! >= PERSON;
      const b = other.alpha[otherRow + Math.floor((x * other.width) / dense.width)]! >= PERSON;
      both += Number(a && b);
      either += Number(a || b);
    }
  }
  return either === 0 ? undefined : { value: both / either, measure: 'iou', missed: 0 };
}

/** NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
