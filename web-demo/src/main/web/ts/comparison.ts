import type { LayerTime } from 'gossamer';
import type { PaneInfo, PaneModels, PaneResult, Reply, Request, Role, Settings, Task } from './messages';

export interface ComparisonListener {
  progress(role: Role, loaded: number, total: number | undefined): void;
  ready(role: Role, info: PaneInfo): void;
  /** One pane's model, or all if no role is given. */
  failed(role: Role | undefined, message: string): void;
}

interface Waiting {
  resolve(layers: readonly LayerTime[]): void;
  reject(reason: Error): void;
}

/** The panes' networks in their worker, as the page sees it. Closing it gives all its memory back. */
export class Comparison {
  readonly #listener: ComparisonListener;
  readonly #worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module', name: 'gossamer' });
  #opened: (() => void) | undefined;
  #frame: ((panes: Partial<Record<Role, PaneResult>> | undefined) => void) | undefined;
  /** Requests for layers that were not answered yet, by their ids. */
  readonly #layers = new Map<number, Waiting>();
  #lastId = 0;

  constructor(listener: ComparisonListener) {
    this.#listener = listener;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#hear(data));
    this.#worker.addEventListener('error', (event) => {
      // A script that cannot be fetched or parsed gives no message.
      this.#fail(event.message || 'The worker could not be started.');
    });
  }

  /** Resolves when every pane is ready or has failed. */
  open(task: Task, panes: readonly PaneModels[], settings: Settings): Promise<void> {
    const absolute = panes.map((pane) => ({
      ...pane,
      network: { ...pane.network, url: absoluteUrl(pane.network.url) },
      detector: pane.detector && { ...pane.detector, url: absoluteUrl(pane.detector.url) },
    }));
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#send({ type: 'open', task, panes: absolute, settings });
    });
  }

  /** Gives the frame away. Resolves to undefined if it failed or the comparison was closed; one at a time. */
  look(
    frame: ImageBitmap,
    timestamp: number,
    roles: readonly Role[],
  ): Promise<Partial<Record<Role, PaneResult>> | undefined> {
    return new Promise((resolve) => {
      this.#frame = resolve;
      this.#send({ type: 'frame', frame, timestamp, roles }, [frame]);
    });
  }

  reset(): void {
    this.#send({ type: 'reset' });
  }

  /** Measures every layer of a pane's network. Rejects with an Error in words, also when this is closed before. */
  layers(role: Role): Promise<readonly LayerTime[]> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#layers.set(id, { resolve, reject });
      this.#send({ type: 'layers', id, role });
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#giveUp('The networks were closed.');
  }

  #send(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #hear(reply: Reply): void {
    switch (reply.type) {
      case 'progress':
        return this.#listener.progress(reply.role, reply.loaded, reply.total);
      case 'ready':
        return this.#listener.ready(reply.role, reply.info);
      case 'opened':
        return this.#opened?.();
      case 'frame':
        return this.#frame?.(reply.panes);
      case 'layers':
        return this.#take(reply.id)?.resolve(reply.layers);
      case 'layers-failed':
        return this.#take(reply.id)?.reject(new Error(reply.message));
      case 'failed':
        return reply.role === undefined
          ? this.#fail(reply.message)
          : this.#listener.failed(reply.role, reply.message);
    }
  }

  #fail(message: string): void {
    this.#listener.failed(undefined, message);
    this.#giveUp(message);
  }

  /** Nobody waits for answers that do not come. */
  #giveUp(message: string): void {
    this.#frame?.(undefined);
    this.#opened?.();
    this.#layers.forEach(({ reject }) => reject(new Error(message)));
    this.#layers.clear();
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#layers.get(id);
    this.#layers.delete(id);
    return waiting;
  }
}

function absoluteUrl(url: string): string {
  return new URL(url, document.baseURI).href;
}
