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
  /** The script and gossamer.wasm are of different versions. */
  | 'VERSION'
  /** The page's content security policy forbids WebAssembly. */
  | 'CSP'
  /** A worker could not be started, or ended unexpectedly. */
  | 'WORKER'
  /** This browser or Node.js has no WebAssembly garbage collection or no exceptions (exnref). */
  | 'NO_WASM_GC'
  /** The backend asked for needs instructions that this browser lacks. */
  | 'NO_SIMD'
  /** An input is unknown or missing. */
  | 'INPUT_NAME'
  /** An input has the wrong number of elements. */
  | 'INPUT_SHAPE'
  /** An input is no Float32Array. */
  | 'INPUT_TYPE'
  /** A picture has no pixels yet, or its pixels may not be read. */
  | 'IMAGE'
  /** A number is NaN or infinite, and `nonFinite: 'error'` was asked for. */
  | 'NOT_FINITE'
  /** A vision pipeline was given a model that does something else. */
  | 'MODEL_TASK'
  /** Runs are under way that the call would disturb. */
  | 'BUSY'
  /** The model has been disposed of. */
  | 'DISPOSED'
  /** The AbortSignal fired; the error's `cause` is the signal's reason. */
  | 'ABORTED'
  | 'OUT_OF_MEMORY'
  /** A fault of Gossamer itself. */
  | 'INTERNAL';

/** Whether errors have hints: false in the small loader, which has no room for them. Set by the build. */
declare const GOSSAMER_HINTS: boolean;

let hints: Partial<Record<ErrorCode, string>> = {};

/** What to do about each code, where the error says nothing else. */
export function setHints(all: Partial<Record<ErrorCode, string>>): void {
  hints = all;
}

/** Everything this package throws or rejects with. */
export class GossamerError extends Error {
  override name = 'GossamerError';
  // `declare`, or each would be in the code twice.
  declare readonly code: ErrorCode;
  /** What to do about it; also the end of `message`. Empty where there is nothing to advise. */
  declare readonly hint: string;
  /** Where the documentation says more: a path in the package's folder. */
  declare readonly docs: string;

  constructor(code: ErrorCode, what: string, options: { hint?: string; cause?: unknown } = {}) {
    const hint = GOSSAMER_HINTS ? (options.hint ?? hints[code] ?? '') : '';
    const sentence = /[.!?]$/.test(what) ? what : what + '.';
    super(hint === '' ? sentence : `${sentence} ${hint}`, options);
    this.code = code;
    this.hint = hint;
    this.docs = `docs/troubleshooting.md#${code.toLowerCase()}`;
    if (code === 'ABORTED') {
      // Code that treats aborts by name, as fetch taught it, keeps working.
      this.name = 'AbortError';
    }
  }
}
