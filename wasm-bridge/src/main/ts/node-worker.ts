import { nodeProcess } from './environment';

interface NodeThread {
  on(event: 'message' | 'messageerror' | 'error', listener: (value: Error) => void): void;
  postMessage(message: unknown, transfer: readonly Transferable[]): void;
  terminate(): Promise<number>;
}

interface NodeThreads {
  readonly Worker: new (script: string | URL, options: { eval: boolean }) => NodeThread;
  /** Of the thread that started this one; null in the main thread. */
  readonly parentPort: MessagePort | null;
}

function nodeThreads(): NodeThreads | undefined {
  return nodeProcess?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined;
}

/** Whether models can have workers here. */
export function hasWorkers(): boolean {
  return typeof Worker === 'function' || nodeThreads() !== undefined;
}

/**
 * A thread of Node.js with as much of a web worker's face as models in workers need; undefined where there are web workers.
 *
 * @param script where the script is: an address, or a path
 * @param isText whether it is the script itself
 */
export function nodeWorker(script: () => string | URL, isText = false): Worker | undefined {
  const threads = typeof Worker === 'function' ? undefined : nodeThreads();
  if (threads === undefined) {
    return undefined;
  }
  const thread = new threads.Worker(script(), { eval: isText });
  const face = {
    postMessage: (message: unknown, transfer: readonly Transferable[]) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
  } as Worker;
  thread.on('message', (data) => face.onmessage?.({ data } as unknown as MessageEvent));
  thread.on('messageerror', () => face.onmessageerror?.({} as MessageEvent));
  thread.on('error', ({ message }) => face.onerror?.({ message } as ErrorEvent));
  return face;
}

/** What a worker hears its page by, or the thread that started it. */
export function parentPort(): MessagePort | (Window & typeof globalThis) {
  return nodeThreads()?.parentPort ?? self;
}
