/** What a page and gossamer-worker.js say to each other. */
import type { BackendName } from './backend';
import type { StepInfo } from './compiled';
import type { BackendOptions } from './create';
import type { ModelDescription } from './engine';
import type { ThreadUse } from './threads';
import { type ErrorCode, GossamerError, messageOf, withoutHint } from './errors';

/** The first message; a worker serves one model. */
export interface LoadRequest {
  readonly version: string;
  /** An absolute address, or the engine's bytes. */
  readonly engine: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly options: BackendOptions;
}

/** What makes a worker a thread of a model: it shares runs until it is terminated, and answers once. */
export interface ThreadRequest {
  readonly version: string;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** How often to look for something to do before going to sleep. */
  readonly looks: number;
}

export type Request =
  | { readonly id: number; readonly kind: 'thread'; readonly thread: ThreadRequest }
  | { readonly id: number; readonly kind: 'load'; readonly load: LoadRequest }
  | { readonly id: number; readonly kind: 'run'; readonly inputs: readonly Float32Array[] }
  | { readonly id: number; readonly kind: 'profile'; readonly runs: number };

/** The answer to a load; the others answer with arrays of numbers. */
export interface Loaded {
  readonly backend: BackendName;
  readonly fallback: string | undefined;
  readonly description: ModelDescription;
  readonly steps: readonly StepInfo[];
}

export interface Failure {
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;
}

export type Answer =
  | { readonly id: number; readonly value: unknown; readonly threads?: ThreadUse | undefined }
  | { readonly id: number; readonly failure: Failure };

/** An error in a form that can be sent. */
export function toFailure(thrown: unknown): Failure {
  if (!(thrown instanceof GossamerError)) {
    return { code: 'INTERNAL', what: messageOf(thrown), hint: '' };
  }
  return { code: thrown.code, what: withoutHint(thrown), hint: thrown.hint };
}

export function toError({ code, what, hint }: Failure): GossamerError {
  return new GossamerError(code, what, { hint });
}
