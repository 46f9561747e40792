import type { JavaModule } from '../java';
import { type JavaFile, startJava } from '../start';
import { visionUrl } from './settings';

/** The exports of Java's VisionExports, which documents them. */
export interface VisionExports {
  emitKernel(): number;
  getBytes(offset: number, count: number): number;
  addModel(nameLength: number): number;
  createHandTracker(
    palms: number,
    landmarks: number,
    hands: number,
    minPresence: number,
    searchInterval: number,
    smoothing: number,
  ): number;
  createFaceDetector(model: number): number;
  createFaceMesh(
    detector: number,
    landmarks: number,
    faces: number,
    minPresence: number,
    searchInterval: number,
    smoothing: number,
  ): number;
  createSelfieSegmenter(model: number): number;
  begin(pipeline: number, width: number, height: number, milliseconds: number): number;
  answer(pipeline: number, output: number, offset: number, count: number): number;
  proceed(pipeline: number): number;
  resultLength(pipeline: number): number;
  getResult(pipeline: number, offset: number, count: number): number;
  reset(pipeline: number): number;
  close(pipeline: number): number;
}

/** The pipelines in Java, and the kernel they emitted; one serves the whole page. */
export interface VisionJava {
  readonly module: JavaModule;
  readonly exports: VisionExports;
  readonly kernel: WebAssembly.Module;
}

const VISION_FILE: JavaFile = {
  what: 'the vision pipelines (gossamer-vision.wasm)',
  expected: 'the WebAssembly of the vision pipelines',
  code: 'ENGINE',
  hint: 'Serve gossamer-vision.wasm beside the script, or say where it lies with configure({ wasmUrl }) of gossamer/vision.',
  name: 'the vision module',
};

let java: Promise<VisionJava> | undefined;

/** Fetched at the first call. */
export function sharedJava(): Promise<VisionJava> {
  if (java === undefined) {
    const starting = start();
    java = starting;
    // A failed start must not outlive its cause.
    starting.catch(() => {
      java = undefined;
    });
  }
  return java;
}

async function start(): Promise<VisionJava> {
  const module = await startJava(visionUrl(), VISION_FILE);
  const exports = module.exports as unknown as VisionExports;
  const bytes = fetchBytes(module, exports, exports.emitKernel());
  return { module, exports, kernel: await WebAssembly.compile(bytes as BufferSource) };
}

/** What a call that returned their length left. */
function fetchBytes(module: JavaModule, exports: VisionExports, length: number): Uint8Array {
  const bytes = new Uint8Array(module.check(length));
  module.fetch(bytes, (offset, count) => exports.getBytes(offset, count));
  return bytes;
}
