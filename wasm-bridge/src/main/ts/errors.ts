import { GossamerError } from './gossamer-error';
import { describe } from './kind';

export { type ErrorCode, GossamerError } from './gossamer-error';

/** The message of anything thrown; never empty. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text || 'unknown error';
}

/** What an error says, without what to do about it. */
export function withoutHint({ message, hint }: GossamerError): string {
  return hint === '' ? message : message.slice(0, -hint.length - 1);
}

/**
 * @param what what is aborted, to begin a sentence with
 */
export function throwIfAborted(signal: AbortSignal | undefined, what = 'Loading'): void {
  if (signal?.aborted) {
    throw new GossamerError('ABORTED', `${what} was aborted`, { cause: signal.reason });
  }
}

/** An option that is an AbortSignal; null counts as none. */
export function signalOf(given: unknown): AbortSignal | undefined {
  if (given === null || given === undefined) {
    return undefined;
  }
  if (typeof (given as AbortSignal).addEventListener !== 'function') {
    throw new GossamerError('ARGUMENT', `signal must be an AbortSignal, got ${describe(given)}`);
  }
  return given as AbortSignal;
}

/** Settles like `promise`, or rejects as soon as the signal fires. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined, what = 'Loading'): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      try {
        throwIfAborted(signal, what);
      } catch (e) {
        reject(e);
      }
    };
    onAbort();
    // Never fires where it has already.
    signal.addEventListener('abort', onAbort, { once: true });
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
