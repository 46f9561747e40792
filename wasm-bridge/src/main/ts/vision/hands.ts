import type { Role, VisionOptions } from './models';
import { checkCount, checkInterval, checkPresence, FloatReader, Pipeline, type Timing } from './pipeline';
import type { VisionSource } from './pixels';
import { type Point3, readPoint3, readRegion, type Region } from './shapes';
import { pipelineOf, VisionTask } from './task';

/** What `HandTracker.create` takes; all are optional. */
export interface HandTrackerOptions extends VisionOptions {
  /** How many hands are followed at most; the default is 2. */
  readonly hands?: 1 | 2 | 3 | 4 | undefined;
  /** A hand whose presence falls below is given up; the default is 0.5. */
  readonly minPresence?: number | undefined;
  /**
   * While some, but not as many hands as wanted are followed, the detector looks for more once in so many pictures; when
   * one is lost it looks at once. The default is 1: in every picture.
   */
  readonly searchInterval?: number | undefined;
  /** Whether landmarks are smoothed over time; the default is true. */
  readonly smoothing?: boolean | undefined;
}

/** A hand in a picture. */
export interface Hand {
  /** The same from picture to picture for as long as the hand is followed. */
  readonly id: number;
  /**
   * 21 points in pixels of the picture: the wrist, then of thumb, index, middle, ring and little finger four each, from
   * the palm to the tip. z has the scale of x and is 0 at the wrist.
   */
  readonly landmarks: readonly Point3[];
  /** The same points in metres from the hand's centre, along the axes of the picture; empty for models without them. */
  readonly world: readonly Point3[];
  /** Of a picture that is not mirrored. */
  readonly handedness: 'Left' | 'Right';
  /** How sure the model is of the handedness, 0.5 to 1. */
  readonly score: number;
  /** How sure the model is that there is a hand, 0 to 1. */
  readonly presence: number;
  /** Where the model looked. */
  readonly region: Region;
}

const ROLES: readonly Role[] = [
  { what: 'detector', name: 'palm_detection_full', short: { full: 'palm_detection_full', lite: 'palm_detection_lite' } },
  {
    what: 'model',
    name: 'hand_landmark_full',
    short: { full: 'hand_landmark_full', lite: 'hand_landmark_lite', sparse: 'hand_landmark_sparse' },
  },
];

/**
 * Finds hands and follows them from picture to picture. The detector is palm_detection_full or _lite, the model
 * hand_landmark_full, _lite or a pruned one.
 */
export class HandTracker extends VisionTask {
  static async create(options: HandTrackerOptions = {}): Promise<HandTracker> {
    const hands = checkCount('hands', options.hands ?? 2);
    const presence = checkPresence(options.minPresence ?? 0.5);
    const interval = checkInterval(options.searchInterval ?? 1);
    const smoothing = options.smoothing === false ? 0 : 1;
    return new HandTracker(
      await Pipeline.create(ROLES, options, ({ exports }, [palms, landmarks]) =>
        exports.createHandTracker(palms!, landmarks!, hands, presence, interval, smoothing),
      ),
    );
  }

  /**
   * Finds the hands of the next picture.
   *
   * @param timestampMs when it was taken, on any clock; only smoothing depends on it
   */
  async detect(source: VisionSource, timestampMs: number = performance.now()): Promise<{ hands: Hand[]; timing: Timing }> {
    return pipelineOf(this).look(source, timestampMs, ({ floats }) => ({ hands: readHands(floats) }));
  }
}

function readHands(all: Float32Array): Hand[] {
  const floats = new FloatReader(all);
  return floats.all(() => {
    const [id, presence, right, score] = [floats.next(), floats.next(), floats.next(), floats.next()];
    const region = readRegion(floats);
    const landmarks = floats.list(() => readPoint3(floats));
    const world = floats.list(() => readPoint3(floats));
    return { id, landmarks, world, handedness: right === 1 ? 'Right' : 'Left', score, presence, region };
  });
}
