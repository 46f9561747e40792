/** The built-in objects that the interface takes. */
interface Kinds {
  ArrayBuffer: ArrayBuffer;
  Blob: Blob;
  File: File;
  Float32Array: Float32Array;
  HTMLCanvasElement: HTMLCanvasElement;
  HTMLImageElement: HTMLImageElement;
  HTMLVideoElement: HTMLVideoElement;
  ImageBitmap: ImageBitmap;
  ImageData: ImageData;
  OffscreenCanvas: OffscreenCanvas;
  ReadableStream: ReadableStream;
  Response: Response;
  URL: URL;
  Uint8Array: Uint8Array;
  VideoFrame: VideoFrame;
}

/** The name of a built-in object's type, such as `Float32Array`. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** Whether a value is such an object; unlike `instanceof`, of any window: iframes have types of their own. */
export function isA<K extends keyof Kinds>(value: unknown, kind: K): value is Kinds[K] {
  return kindOf(value) === kind;
}

/** The type of a value, for messages. */
export function describe(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
}

/** An argument as messages show it: texts, numbers and truth values as they are, of others the type. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : ['number', 'boolean'].includes(typeof value) ? `${value}` : describe(value);
}
