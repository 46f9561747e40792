import type { StepInfo } from './compiled';
import { GossamerError, messageOf } from './errors';
import { hasSimd } from './features';
import { shown } from './kind';
import { startWorker, workerFailure } from './entry-point';
import { version } from './version';
import type { Answer, Request } from './worker-messages';

/** How many threads share a run. */
export type ThreadChoice = number | 'auto';

/** Whether models can be run by several threads here. */
export interface ThreadSupport {
  readonly available: boolean;
  /** Why not; empty where they are available. */
  readonly reason: string;
  /** How many `threads: 'auto'` takes at most, the calling one included; 1 where they are not available. */
  readonly count: number;
}

/** The threads of a model. */
export interface ThreadUse {
  /** How many share its runs, the calling one included. */
  readonly count: number;
  /** Why there are no more; empty if there are as many as asked for. */
  readonly reason: string;
}

/** Above this the parts of a step, at most sixteen, no longer come out even. */
const MOST_AUTO = 4;

/** What a thread can be asked for. */
const MOST = 64;

/** Looks at the claims, some 50 us, before an idle thread sleeps. */
const LOOKS = 4000;

/** A worker's script is loaded and compiled in some 30 ms; longer than this it is not waited for. */
const START_MILLISECONDS = 5000;

/** Multiply-adds a millisecond of one thread, about. */
const MACS_PER_MILLISECOND = 30e6;

/** To save less is not worth waking threads up for, which takes some 0.05 ms a run. */
const WORTHWHILE_MILLISECONDS = 0.2;

export function threadSupport(): ThreadSupport {
  const reason = obstacle();
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  return { available: reason === '', reason, count: reason === '' ? Math.min(MOST_AUTO, cores) : 1 };
}

function obstacle(): string {
  if (!hasSimd()) {
    return 'WebAssembly SIMD is missing';
  }
  if (typeof Worker !== 'function') {
    return 'there are no web workers here';
  }
  if (globalThis.crossOriginIsolated !== true) {
    return (
      'the page is not cross-origin isolated: serve it with the headers Cross-Origin-Opener-Policy: same-origin and ' +
      'Cross-Origin-Embedder-Policy: require-corp'
    );
  }
  return (globalThis.navigator?.hardwareConcurrency ?? 1) > 1 ? '' : 'the processor has a single core';
}

/** How many threads are wanted, and why no more. */
export function chooseThreads(asked: ThreadChoice): ThreadUse {
  if (asked !== 'auto' && !(Number.isInteger(asked) && asked >= 1 && asked <= MOST)) {
    throw new GossamerError('ARGUMENT', `threads must be 'auto' or a whole number from 1 to ${MOST}, got ${shown(asked)}`);
  }
  const { available, reason, count } = threadSupport();
  if (asked === 1 || !available) {
    return { count: 1, reason: asked === 1 ? '' : reason };
  }
  return { count: asked === 'auto' ? count : asked, reason: '' };
}

/** Whether sharing these steps is expected to save enough. */
export function isWorthwhile(steps: readonly StepInfo[], threads: number): boolean {
  const shared = steps.reduce((sum, { parts, executedMacs }) => sum + (parts > 1 ? executedMacs : 0), 0);
  return (shared / MACS_PER_MILLISECOND) * (1 - 1 / threads) >= WORTHWHILE_MILLISECONDS;
}

/** The threads beside the calling one: workers that hold the emitted module and the model's memory. */
export class Team {
  readonly #workers: readonly Worker[];

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  /**
   * Starts `size` threads; rejects, with none left over, if one does not start.
   *
   * @param onLoss told why, if one ends later by itself
   */
  static async start(
    size: number,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    onLoss: (why: string) => void,
  ): Promise<Team> {
    const workers: Worker[] = [];
    try {
      while (workers.length < size) {
        workers.push(startWorker());
      }
      await Promise.all(workers.map((worker) => begin(worker, module, memory)));
      workers.forEach((worker) => watch(worker, (why) => onLoss(`a thread ended: ${why}`)));
      return new Team(workers);
    } catch (e) {
      workers.forEach((worker) => worker.terminate());
      throw e;
    }
  }

  end(): void {
    this.#workers.forEach((worker) => worker.terminate());
  }
}

/** Tells of failures, and of a beginning. */
function watch(worker: Worker, onFailure: (why: string) => void, onBegin?: () => void): void {
  worker.onmessage = ({ data }: MessageEvent<Answer>) => ('failure' in data ? onFailure(data.failure.what) : onBegin?.());
  worker.onerror = (event) => {
    event.preventDefault();
    onFailure(workerFailure(event));
  };
}

function begin(worker: Worker, module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer after ${START_MILLISECONDS / 1000} s`)), START_MILLISECONDS);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    watch(worker, (why) => settle(() => reject(new Error(why))), () => settle(resolve));
    const request: Request = { id: 0, kind: 'thread', thread: { version, module, memory, looks: LOOKS } };
    try {
      worker.postMessage(request);
    } catch (e) {
      settle(() => reject(new Error(messageOf(e))));
    }
  });
}
