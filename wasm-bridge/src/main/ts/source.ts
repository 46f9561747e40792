import { nodeFiles } from './environment';
import { abortable, type ErrorCode, GossamerError, messageOf, throwIfAborted } from './errors';
import { describe, isA, kindOf } from './kind';

/** Where a model can come from. A string is an address or, in Node.js, also a path. */
export type Source = string | URL | Response | Blob | ReadableStream<Uint8Array> | ArrayBuffer | Uint8Array;

/** How far a download has come. */
export interface Progress {
  /** Bytes that have arrived. */
  readonly loaded: number;
  /** Bytes to come in all; absent where the server does not say, or compresses. */
  readonly total?: number;
}

export interface ReadOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is being read: its name in messages, and the codes of its failures. */
export interface Kind {
  /** As in "Could not fetch X". */
  readonly what: string;
  /** As in "expected X". */
  readonly expected: string;
  readonly code?: ErrorCode;
  readonly hint?: string;
  /** What stands at byte 4 of such files, which are FlatBuffers. */
  readonly identifiers?: readonly string[];
}

const READ_ONCE = 'Take a copy before it is read: response.clone(), or stream.tee().';

const SOURCES = ['String', 'URL', 'Response', 'Blob', 'File', 'ReadableStream', 'ArrayBuffer', 'Uint8Array'];

/** Refuses what is none, before anything is fetched. */
export function requireSource(source: unknown, { what }: Kind): void {
  if (source === '') {
    throw new GossamerError('ARGUMENT', `What to load ${what} from is an empty string`);
  }
  if (!SOURCES.includes(kindOf(source))) {
    throw new GossamerError('ARGUMENT', `What to load ${what} from must be one of [${SOURCES.join(', ')}], got ${describe(source)}`);
  }
}

/** The bytes of a source; fails with a GossamerError that names it. */
export async function readSource(source: Source, kind: Kind, options: ReadOptions): Promise<Uint8Array> {
  throwIfAborted(options.signal);
  const where = nameOf(source);
  const bytes = await fetchBytes(source, where, kind, options);
  throwIfAborted(options.signal);
  const found = recognise(bytes) ?? (kind.identifiers && otherFile(bytes, kind.identifiers));
  if (found !== undefined) {
    throw failure(kind, 'NOT_A_MODEL', `Expected ${kind.expected}${where && ` at ${where}`}, found ${found}`);
  }
  return bytes;
}

/** The last part of a source's address without `.tflite` or `.goss`; `model` where it has none. */
export function modelName(source: Source): string {
  const path = nameOf(source).replace(/[?#].*$/, '');
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file.replace(/\.(tflite|goss)$/i, '') || 'model';
}

function nameOf(source: Source): string {
  if (typeof source === 'string') {
    return source.startsWith('data:') || source.startsWith('blob:') ? '' : source;
  }
  if (isA(source, 'URL')) {
    return nameOf(source.href);
  }
  if (isA(source, 'Response')) {
    return nameOf(source.url);
  }
  return isA(source, 'File') ? source.name : '';
}

async function fetchBytes(source: Source, where: string, kind: Kind, options: ReadOptions): Promise<Uint8Array> {
  if (isA(source, 'Uint8Array') || isA(source, 'ArrayBuffer')) {
    try {
      return isA(source, 'ArrayBuffer') ? new Uint8Array(source) : source.subarray();
    } catch (e) {
      throw failure(kind, 'ARGUMENT', `The buffer of ${kind.what} is detached: it was transferred, to a worker perhaps`, e);
    }
  }
  if (isA(source, 'Response')) {
    return readResponse(source, where, kind, options);
  }
  if (isA(source, 'ReadableStream') && source.locked) {
    throw failure({ hint: READ_ONCE, ...kind }, 'ARGUMENT', `The stream for ${kind.what} is being read already`);
  }
  if (isA(source, 'ReadableStream')) {
    // Piece by piece, whether anyone asks for progress or not: what is no bytes is found then.
    return readResponse(new Response(source), where, kind, { onProgress() {}, ...options });
  }
  if (isA(source, 'Blob') || isA(source, 'File')) {
    return readResponse(new Response(source), where, kind, options);
  }
  const path = diskPath(source);
  return path === undefined ? fetchAddress(source, where, kind, options) : readFile(path, where, kind, options);
}

async function fetchAddress(
  address: string | URL,
  where: string,
  kind: Kind,
  options: ReadOptions,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address, options.signal ? { signal: options.signal } : {});
  } catch (e) {
    throw broken(e, where, kind, options);
  }
  return readResponse(response, where, kind, options);
}

async function readResponse(response: Response, where: string, kind: Kind, options: ReadOptions): Promise<Uint8Array> {
  if (!response.ok) {
    const status = `HTTP ${response.status} ${response.statusText}`.trim();
    throw failure(kind, 'HTTP', `Could not fetch ${kind.what}${where && ` from ${where}`}: ${status}`);
  }
  if (response.bodyUsed || response.body?.locked) {
    throw failure({ hint: READ_ONCE, ...kind }, 'ARGUMENT', `The body of the Response for ${kind.what} has been read already`);
  }
  try {
    return await readBody(response, options);
  } catch (e) {
    throw e instanceof FromCallback ? e.thrown : broken(e, where, kind, options);
  }
}

/** What `onProgress` threw is the caller's own affair, and no fault of the network. */
class FromCallback {
  constructor(readonly thrown: unknown) {}
}

async function readBody(response: Response, options: ReadOptions): Promise<Uint8Array> {
  const { onProgress, signal } = options;
  if (response.body === null || onProgress === undefined) {
    return new Uint8Array(await abortable(response.arrayBuffer(), signal));
  }
  const total = contentLength(response);
  const report = (loaded: number): void => {
    try {
      onProgress(total === undefined ? { loaded } : { loaded, total });
    } catch (e) {
      throw new FromCallback(e);
    }
  };
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let loaded = 0;
  report(0);
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) {
        return concatenate(parts, loaded);
      }
      if (!isA(value, 'Uint8Array')) {
        throw new GossamerError('ARGUMENT', `A stream must be one of Uint8Arrays, got ${describe(value)}`);
      }
      parts.push(value);
      loaded += value.length;
      report(loaded);
    }
  } catch (e) {
    reader.cancel(e).catch(() => undefined);
    throw e;
  }
}

/**
 * The body's length, where the header tells it: of a compressed answer it is the compressed length, and answers of other
 * origins hide whether they are.
 */
function contentLength(response: Response): number | undefined {
  if (response.type === 'cors') {
    return undefined;
  }
  const header = response.headers.get('content-length');
  return header === null || response.headers.has('content-encoding') ? undefined : Number(header);
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

async function readFile(path: string | URL, where: string, kind: Kind, options: ReadOptions): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await abortable(nodeFiles()!.readFile(path), options.signal);
  } catch (e) {
    if (e instanceof GossamerError) {
      throw e;
    }
    throw failure(kind, 'FILE', `Could not read ${kind.what} from ${where}: ${messageOf(e)}`, e);
  }
  options.onProgress?.({ loaded: bytes.length, total: bytes.length });
  return bytes;
}

/** In Node.js, the path or file: URL that an address means; undefined for what `fetch` must get. */
function diskPath(address: string | URL): string | URL | undefined {
  if (nodeFiles() === undefined) {
    return undefined;
  }
  const text = String(address);
  if (/^file:/i.test(text)) {
    return new URL(text);
  }
  // Two letters at least, or C:\models would be an address.
  return /^[a-z][a-z0-9+.-]+:/i.test(text) ? undefined : text;
}

/** What bytes plainly are, if it is something that servers send by mistake. */
function recognise(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replace(/^(ï»¿)?\s*/, '');
  if (/^<(!doctype html|html|head|body|!--)/i.test(start)) {
    return 'an HTML page';
  }
  if (start.startsWith('<?xml')) {
    return 'an XML document';
  }
  if (start.startsWith('version https://git-lfs')) {
    return 'a Git LFS pointer instead of the file it stands for';
  }
  return bytes.length === 0 ? 'nothing (0 bytes)' : undefined;
}

const IDENTIFIER = 4;

/** What a file begins with in place of one of the identifiers; undefined if it has one of them, or ends before. */
function otherFile(bytes: Uint8Array, identifiers: readonly string[]): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2 * IDENTIFIER));
  return start.length < 2 * IDENTIFIER || identifiers.includes(start.slice(IDENTIFIER)) ? undefined : `a file that begins with ${JSON.stringify(start)}`;
}

/** Throws by itself if that was the signal's doing. */
function broken(thrown: unknown, where: string, kind: Kind, { signal }: ReadOptions): GossamerError {
  if (thrown instanceof GossamerError) {
    return thrown;
  }
  throwIfAborted(signal);
  const address = where && ` from ${where}`;
  const what = `Could not fetch ${kind.what}${address}: ${messageOf(thrown)}`;
  const hint = kind.hint && `${kind.hint} Another origin must send CORS headers, and a content security policy must allow it (connect-src).`;
  return failure(hint === undefined ? kind : { ...kind, hint }, 'NETWORK', what, thrown);
}

function failure(kind: Kind, code: ErrorCode, what: string, cause?: unknown): GossamerError {
  const options: { hint?: string; cause?: unknown } = {};
  if (kind.hint !== undefined) {
    options.hint = kind.hint;
  }
  if (cause !== undefined) {
    options.cause = cause;
  }
  return new GossamerError(kind.code ?? code, what, options);
}
