import type { Face, Reply, Request, Timing } from './messages';

export interface DetectorListener {
  progress(loaded: number, total: number | undefined): void;
  /** Loading, or a detection that is still wanted, failed. */
  failed(message: string): void;
  repeated(milliseconds: number): void;
}

export interface Found {
  readonly faces: readonly Face[];
  readonly timing: Timing;
}

/** The worker, as the page sees it. Of several detections only the newest is answered. */
export class Detector {
  readonly #listener: DetectorListener;
  readonly #worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module', name: 'gossamer' });
  #latest = 0;
  #ready: ((loaded: { backend: string; milliseconds: number }) => void) | undefined;
  #found: ((found: Found | undefined) => void) | undefined;

  constructor(listener: DetectorListener) {
    this.#listener = listener;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#hear(data));
    this.#worker.addEventListener('error', (event) => {
      // A script that cannot be fetched or parsed gives no message.
      listener.failed(event.message || 'The worker could not be started.');
    });
  }

  /** Never settles if loading fails; the listener hears of that. */
  load(url: string): Promise<{ backend: string; milliseconds: number }> {
    return new Promise((resolve) => {
      this.#ready = resolve;
      this.#send({ type: 'load', url: new URL(url, document.baseURI).href });
    });
  }

  /** Gives the picture away. Resolves to undefined when a newer picture came, or the detection failed. */
  detect(picture: ImageBitmap, repetitions: number): Promise<Found | undefined> {
    this.#found?.(undefined);
    const id = ++this.#latest;
    return new Promise((resolve) => {
      this.#found = resolve;
      this.#send({ type: 'detect', id, picture, repetitions }, [picture]);
    });
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #hear(reply: Reply): void {
    if ('id' in reply && reply.id !== undefined && reply.id !== this.#latest) {
      return;
    }
    switch (reply.type) {
      case 'progress':
        this.#listener.progress(reply.loaded, reply.total);
        break;
      case 'ready':
        this.#ready?.(reply);
        break;
      case 'faces':
        this.#settle(reply);
        break;
      case 'repeated':
        this.#listener.repeated(reply.milliseconds);
        break;
      case 'failed':
        this.#settle(undefined);
        this.#listener.failed(reply.message);
    }
  }

  #settle(found: Found | undefined): void {
    this.#found?.(found);
    this.#found = undefined;
  }
}
