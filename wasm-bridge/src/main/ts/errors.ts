/** What went wrong, for programs; stable within a major version. */
export type ErrorCode =
  /** An argument of a wrong kind. */
  | 'ARGUMENT'
  /** The request for a file failed before an answer came: connection, CORS, address. */
  | 'NETWORK'
  /** A server answered that it has no such file, or may not give it. */
  | 'HTTP'
  /** In Node.js: a file cannot be read. */
  | 'FILE'
  /** What came is something else altogether, such as an HTML page. */
  | 'NOT_A_MODEL'
  /** The model file is damaged or breaks the format's rules. */
  | 'MODEL_FORMAT'
  /** The model is well-formed but needs an operator, type or attribute that is not supported. */
  | 'UNSUPPORTED'
  /** The engine's own file, gossamer.wasm, could not be loaded. */
  | 'ENGINE'
  /** This browser or Node.js has no WebAssembly garbage collection. */
  | 'NO_WASM_GC'
  /** The backend asked for needs instructions that this browser lacks. */
  | 'NO_SIMD'
  /** An input is unknown or missing. */
  | 'INPUT_NAME'
  /** An input has the wrong number of elements. */
  | 'INPUT_SHAPE'
  /** An input is no Float32Array. */
  | 'INPUT_TYPE'
  /** The model has been disposed of. */
  | 'DISPOSED'
  /** The AbortSignal fired; the error's `cause` is the signal's reason. */
  | 'ABORTED'
  | 'OUT_OF_MEMORY'
  /** A fault of Gossamer itself. */
  | 'INTERNAL';

const HINTS: Partial<Record<ErrorCode, string>> = {
  NETWORK: 'Check the address, the connection and, for another origin, its CORS headers.',
  HTTP: 'Check the address; a relative one is resolved against the page.',
  NOT_A_MODEL: 'Check that the address leads to the .tflite file itself.',
  MODEL_FORMAT: 'Compare the file with the original: size and checksum.',
  NO_WASM_GC:
    'WebAssembly garbage collection is in Chrome and Edge 119, Firefox 120, Safari 18.2 and Node.js 22 or newer.',
  DISPOSED: 'Load the model again, or dispose of it later.',
  OUT_OF_MEMORY: 'Dispose of models that are no longer needed, or use a smaller one.',
  INTERNAL: 'This is a fault of Gossamer: please report it, with the model.',
};

/** Everything this package throws or rejects with. */
export class GossamerError extends Error {
  override name = 'GossamerError';
  readonly code: ErrorCode;
  /** What to do about it; also the end of `message`. Empty where there is nothing to advise. */
  readonly hint: string;

  constructor(code: ErrorCode, what: string, options: { hint?: string; cause?: unknown } = {}) {
    const hint = options.hint ?? HINTS[code] ?? '';
    const sentence = /[.!?]$/.test(what) ? what : what + '.';
    super(
      hint === '' ? sentence : `${sentence} ${hint}`,
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.code = code;
    this.hint = hint;
    if (code === 'ABORTED') {
      // Code that treats aborts by name, as fetch taught it, keeps working.
      this.name = 'AbortError';
    }
  }
}

/** The message of anything thrown; never empty. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text || 'unknown error';
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw aborted(signal);
  }
}

export function aborted(signal: AbortSignal): GossamerError {
  return new GossamerError('ABORTED', 'Loading was aborted', { cause: signal.reason });
}

/** Settles like `promise`, or rejects as soon as the signal fires. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(aborted(signal));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
