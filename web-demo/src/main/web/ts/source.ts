/** What the networks look at: a picture, a video, the camera. Failures are Errors in words. */
import { openCamera } from './camera';

/** Larger pictures are shrunk to this many pixels on the longer side; no network here sees finer detail. */
const LONGEST_SIDE = 1280;

export type SourceKind = 'picture' | 'video' | 'camera';

export interface Source {
  readonly kind: SourceKind;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Resolves when there is a frame that was not seen yet. */
  next(): Promise<void>;
  /** The frame, to be drawn at once. */
  readonly image: CanvasImageSource;
  /** When the frame was taken, in milliseconds on a clock of the source. */
  readonly timestamp: number;
  setPaused(paused: boolean): void;
  close(): void;
}

export async function sourceAt(url: string, name: string): Promise<Source> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new Error(`${name} could not be fetched: the demo server does not answer.`);
  }
  if (!response.ok) {
    throw new Error(`${name} could not be fetched: ${(await response.text()).trim() || `HTTP ${response.status}`}`);
  }
  return sourceIn(await response.blob(), name);
}

export async function sourceIn(blob: Blob, name: string): Promise<Source> {
  if (blob.type.startsWith('video/')) {
    return openVideo(blob, name);
  }
  try {
    return new Picture(await createImageBitmap(blob), name);
  } catch {
    throw new Error(
      `${name} is neither a picture nor a video that this browser can read. JPEG, PNG, WebP and GIF work everywhere.`,
    );
  }
}

export async function cameraSource(): Promise<Source> {
  const stream = await openCamera();
  const video = silentVideo();
  video.srcObject = stream;
  await video.play();
  return new Moving('camera', 'the camera', video, () => {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  });
}

async function openVideo(blob: Blob, name: string): Promise<Source> {
  const video = silentVideo();
  const url = URL.createObjectURL(blob);
  video.loop = true;
  video.src = url;
  try {
    await video.play();
  } catch {
    URL.revokeObjectURL(url);
    throw new Error(`${name} is not a video that this browser can play.`);
  }
  return new Moving('video', name, video, () => {
    video.pause();
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  });
}

function silentVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  return video;
}

/** The longer side at most {@link LONGEST_SIDE}. */
function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The same frame again and again. */
class Picture implements Source {
  readonly kind = 'picture';
  readonly width: number;
  readonly height: number;

  constructor(
    readonly image: ImageBitmap,
    readonly name: string,
  ) {
    ({ width: this.width, height: this.height } = fitted(image.width, image.height));
  }

  get timestamp(): number {
    return performance.now();
  }

  async next(): Promise<void> {
    // Lets the page breathe between frames.
    await new Promise((resolve) => setTimeout(resolve));
  }

  setPaused(): void {}

  close(): void {
    this.image.close();
  }
}

class Moving implements Source {
  readonly width: number;
  readonly height: number;
  readonly #close: () => void;
  #fresh = true;
  #waiting: (() => void) | undefined;
  #closed = false;

  constructor(
    readonly kind: 'video' | 'camera',
    readonly name: string,
    readonly image: HTMLVideoElement,
    close: () => void,
  ) {
    ({ width: this.width, height: this.height } = fitted(image.videoWidth, image.videoHeight));
    this.#close = close;
    this.#listen();
  }

  get timestamp(): number {
    return performance.now();
  }

  next(): Promise<void> {
    if (this.#fresh) {
      this.#fresh = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  setPaused(paused: boolean): void {
    if (this.kind === 'video') {
      void (paused ? this.image.pause() : this.image.play().catch(() => undefined));
    }
  }

  close(): void {
    this.#closed = true;
    this.#close();
    this.#waiting?.();
  }

  #listen(): void {
    const arrived = (): void => {
      if (this.#closed) {
        return;
      }
      const waiting = this.#waiting;
      this.#waiting = undefined;
      this.#fresh = waiting === undefined;
      waiting?.();
      this.#listen();
    };
    if ('requestVideoFrameCallback' in this.image) {
      this.image.requestVideoFrameCallback(arrived);
    } else {
      requestAnimationFrame(arrived);
    }
  }
}
