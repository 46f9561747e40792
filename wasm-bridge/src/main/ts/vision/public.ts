/** The interface of gossamer/vision; everything else is internal. */
export type { BackendChoice } from '../create';
export type { Source } from '../source';
export type { ThreadChoice } from '../threads';
export { type Face, FaceDetector, type FaceLandmarks, FaceMesh, type FaceMeshOptions } from './faces';
export { type Hand, HandTracker, type HandTrackerOptions } from './hands';
export type { ModelSource, VisionModel, VisionOptions } from './models';
export type { Timing } from './pipeline';
export type { VisionSource } from './pixels';
export { type BlurOptions, type Mask, SelfieSegmenter } from './selfie';
export { configure, type ModelResolver, type VisionConfiguration } from './settings';
export type { VisionTask } from './task';
export type { Point, Point3, Rectangle, Region } from './shapes';
