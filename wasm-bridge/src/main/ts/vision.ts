/** From the outputs of detection networks to detections in a picture. */
import { GossamerError } from './errors';
import { sharedEngine } from './gossamer';

/** A place in a picture: pixels to the right and downwards from its top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle in pixels of a picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A face. */
export interface Face {
  /** 0 to 1. */
  readonly score: number;
  readonly box: Box;
  /**
   * Right eye, left eye (as the person sees it), tip of the nose, mouth, right and left tragion (in
   * front of the ear).
   */
  readonly keyPoints: readonly Point[];
}

const FLOATS_PER_FACE = 17;
const FLOATS_PER_BOX = 16;
/** What the short range has fewer of, and the block through which they travel has room for. */
const MOST_ANCHORS = 2304;

/**
 * Decodes the outputs of face_detection_full_range, face_detection_full_range_sparse or
 * face_detection_short_range, whose input held the whole picture, letterboxed into the square.
 *
 * @param boxes the output [1,n,16]
 * @param logits the output [1,n,1]
 * @param picture the picture's size in pixels
 * @returns faces in pixels of the picture, strongest first
 */
export async function decodeFaces(
  boxes: Float32Array,
  logits: Float32Array,
  picture: { readonly width: number; readonly height: number },
): Promise<Face[]> {
  if (boxes.length !== FLOATS_PER_BOX * logits.length || logits.length > MOST_ANCHORS) {
    throw new GossamerError(
      'INPUT_SHAPE',
      `Expected ${FLOATS_PER_BOX} floats of boxes per logit and at most ${MOST_ANCHORS} logits, got ${boxes.length} and ${logits.length}`,
    );
  }
  const engine = await sharedEngine();
  const floats = engine.decodeFaces(boxes, logits, picture.width, picture.height);
  return Array.from({ length: floats.length / FLOATS_PER_FACE }, (_, index) =>
    face(floats.subarray(index * FLOATS_PER_FACE, (index + 1) * FLOATS_PER_FACE)),
  );
}

function face(floats: Float32Array): Face {
  const [score = 0, left = 0, top = 0, right = 0, bottom = 0, ...points] = floats;
  const keyPoints = Array.from({ length: points.length / 2 }, (_, index) => ({
    x: points[2 * index]!,
    y: points[2 * index + 1]!,
  }));
  return { score, box: { left, top, right, bottom }, keyPoints };
}
