import type { FloatReader } from './pipeline';

/** A place in a picture, in pixels: x to the right, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place in space: z away from the camera, in the unit of x. */
export interface Point3 extends Point {
  readonly z: number;
}

/** A rectangle turned about its centre. */
export interface Region {
  /** Of the centre, in pixels. */
  readonly x: number;
  /** Of the centre, in pixels. */
  readonly y: number;
  /** In pixels, along its own axis. */
  readonly width: number;
  /** In pixels, along its own axis. */
  readonly height: number;
  /** Clockwise as seen, in radians. */
  readonly rotation: number;
}

/** An upright rectangle in pixels; x and y are its upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

// Properties of literals are read in the order in which they are written.

export function readPoint(floats: FloatReader): Point {
  return { x: floats.next(), y: floats.next() };
}

export function readPoint3(floats: FloatReader): Point3 {
  return { x: floats.next(), y: floats.next(), z: floats.next() };
}

export function readRegion(floats: FloatReader): Region {
  return { x: floats.next(), y: floats.next(), width: floats.next(), height: floats.next(), rotation: floats.next() };
}

export function readRectangle(floats: FloatReader): Rectangle {
  return { x: floats.next(), y: floats.next(), width: floats.next(), height: floats.next() };
}
