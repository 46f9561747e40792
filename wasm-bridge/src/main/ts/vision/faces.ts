import type { Role, VisionOptions } from './models';
import { checkCount, checkInterval, checkPresence, FloatReader, Pipeline, type Timing } from './pipeline';
import type { VisionSource } from './pixels';
import { type Point, type Point3, readPoint, readPoint3, readRectangle, readRegion, type Rectangle, type Region } from './shapes';
import { pipelineOf, VisionTask } from './task';

/** A face that was found. */
export interface Face {
  /** 0 to 1. */
  readonly score: number;
  readonly box: Rectangle;
  /** Right eye, left eye (as the person sees it), tip of the nose, mouth, right and left tragion (in front of the ear). */
  readonly keypoints: readonly Point[];
}

/** What `FaceMesh.create` takes; all are optional. */
export interface FaceMeshOptions extends VisionOptions {
  /** How many faces are followed at most; the default is 1. */
  readonly faces?: 1 | 2 | 3 | 4 | undefined;
  /** A face whose presence falls below is given up; the default is 0.5. */
  readonly minPresence?: number | undefined;
  /**
   * While some, but not as many faces as wanted are followed, the detector looks for more once in so many pictures; when
   * one is lost it looks at once. The default is 1: in every picture.
   */
  readonly searchInterval?: number | undefined;
  /** Whether landmarks are smoothed over time; the default is true. */
  readonly smoothing?: boolean | undefined;
}

/** The surface of a face. */
export interface FaceLandmarks {
  /** The same from picture to picture for as long as the face is followed. */
  readonly id: number;
  /** 468 points in pixels of the picture, in the order of MediaPipe's canonical face model. */
  readonly landmarks: readonly Point3[];
  /** How sure the model is that there is a face, 0 to 1. */
  readonly presence: number;
  /** Where the model looked. */
  readonly region: Region;
}

const DETECTORS = {
  full: 'face_detection_full_range',
  sparse: 'face_detection_full_range_sparse',
  short: 'face_detection_short_range',
};
const DETECTOR = { name: DETECTORS.sparse, short: DETECTORS };
const MESH: Role = { what: 'model', name: 'face_landmark', short: { full: 'face_landmark' } };

/** Finds faces, with face_detection_full_range, its sparse sibling, or face_detection_short_range. */
export class FaceDetector extends VisionTask {
  static async create(options: VisionOptions = {}): Promise<FaceDetector> {
    return new FaceDetector(
      await Pipeline.create([{ what: 'model', ...DETECTOR }], options, ({ exports }, [model]) =>
        exports.createFaceDetector(model!),
      ),
    );
  }

  /** Finds the faces of a picture, strongest first. */
  async detect(source: VisionSource): Promise<{ faces: Face[]; timing: Timing }> {
    return pipelineOf(this).look(source, 0, ({ floats }) => ({ faces: readFaces(floats) }));
  }
}

/** Finds the surfaces of faces and follows them, with a face detector and face_landmark. */
export class FaceMesh extends VisionTask {
  static async create(options: FaceMeshOptions = {}): Promise<FaceMesh> {
    const faces = checkCount('faces', options.faces ?? 1);
    const presence = checkPresence(options.minPresence ?? 0.5);
    const interval = checkInterval(options.searchInterval ?? 1);
    const smoothing = options.smoothing === false ? 0 : 1;
    return new FaceMesh(
      await Pipeline.create([{ what: 'detector', ...DETECTOR }, MESH], options, ({ exports }, [detector, model]) =>
        exports.createFaceMesh(detector!, model!, faces, presence, interval, smoothing),
      ),
    );
  }

  /**
   * Finds the faces of the next picture.
   *
   * @param timestampMs when it was taken, on any clock; only smoothing depends on it
   */
  async detect(source: VisionSource, timestampMs: number = performance.now()): Promise<{ faces: FaceLandmarks[]; timing: Timing }> {
    return pipelineOf(this).look(source, timestampMs, ({ floats }) => ({ faces: readMeshes(floats) }));
  }
}

function readFaces(all: Float32Array): Face[] {
  const floats = new FloatReader(all);
  return floats.all(() => ({
    score: floats.next(),
    box: readRectangle(floats),
    keypoints: floats.list(() => readPoint(floats)),
  }));
}

function readMeshes(all: Float32Array): FaceLandmarks[] {
  const floats = new FloatReader(all);
  return floats.all(() => {
    const [id, presence] = [floats.next(), floats.next()];
    const region = readRegion(floats);
    return { id, landmarks: floats.list(() => readPoint3(floats)), presence, region };
  });
}
