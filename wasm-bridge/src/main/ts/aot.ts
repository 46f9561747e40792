/** Runs modules that `gossamer compile` made, without the compiler: `gossamer/aot`, 5 KB at most. */
import { nodeFiles } from './environment';
import { type ErrorCode, GossamerError, messageOf, throwIfAborted } from './errors';
import { hasRelaxedSimd, hasSimd } from './features';
import { describe, kindOf } from './kind';

/** An input or output of a model. */
export interface TensorInfo {
  readonly name: string;
  /** NHWC for images. */
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/** Where a module can come from. A string is an address or, in Node.js, also a path. */
export type Source = string | URL | Response | ArrayBuffer | Uint8Array;

/** Types of sources, told by their names: iframes have types of their own. */
const SOURCES = ['String', 'URL', 'Response', 'ArrayBuffer', 'Uint8Array'];

export interface LoadOptions {
  /** Aborts the loading: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the model is run on dummy data until the browser has optimised it, at most 0.6 s; the default is true. */
  readonly warmup?: boolean | undefined;
}

export interface RunOptions {
  /** Aborts before the run begins: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Arrays to write outputs to, by name, instead of new ones. */
  readonly outputs?: Readonly<Record<string, Float32Array>> | undefined;
}

/** A model that was compiled ahead of time. */
export interface Model {
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** The instructions that the module was compiled for. */
  readonly backend: 'relaxed' | 'simd';
  /**
   * Runs the model once.
   *
   * @param inputs floats in row-major order by name; a model with a single input takes them bare
   * @returns an array per output, by name: a new one, or the one given for it
   */
  run(
    inputs: Float32Array | Readonly<Record<string, Float32Array>>,
    options?: RunOptions,
  ): Promise<Record<string, Float32Array>>;
  /** Frees the model's memory; later runs are refused. Twice is harmless. */
  dispose(): void;
  [Symbol.dispose](): void;
}

export interface Placed extends TensorInfo {
  readonly address: number;
}

export interface Manifest {
  readonly format: number;
  readonly version: string;
  readonly backend: 'relaxed' | 'simd';
  readonly name: string;
  readonly inputs: readonly Placed[];
  readonly outputs: readonly Placed[];
}

export interface Exports {
  readonly memory: WebAssembly.Memory;
  run(): void;
}

/** Makes an instance, and what its memory needs. */
export type Instantiate = (module: WebAssembly.Module, manifest: Manifest) => Promise<Exports>;

export const instantiate = async (module: WebAssembly.Module): Promise<Exports> =>
  (await WebAssembly.instantiate(module)).exports as unknown as Exports;

/** Loads a module that `gossamer compile` made. */
export async function load(source: Source, options?: LoadOptions): Promise<Model> {
  const { signal, warmup = true } = options ?? {};
  const model = await open(source, signal, 1, instantiate);
  if (warmup) {
    await warmUp(model, signal);
  }
  throwIfAborted(signal);
  return modelOf(model);
}

/**
 * Fetches a module and makes it ready to run.
 *
 * @param formats the newest format of manifest that `make` understands
 */
export async function open(source: Source, signal: AbortSignal | undefined, formats: number, make: Instantiate): Promise<Running> {
  throwIfAborted(signal);
  const kind = kindOf(source);
  if (!SOURCES.includes(kind)) {
    throw new GossamerError('ARGUMENT', `A model comes from ${SOURCES.join(' or ')}, got ${describe(source)}`);
  }
  // Bytes have no address.
  const isBytes = /Array/.test(kind);
  const address = isBytes ? '' : ((source as Response).url ?? `${source as string}`);
  const where = `the model${address && ` from ${address.slice(0, 99)}`}`;
  const bytes = isBytes ? new Uint8Array(source as ArrayBuffer) : await read(source as string, address, where, signal);
  throwIfAborted(signal);
  return start(bytes, where, formats, make);
}

/** Runs on dummy data until the browser has optimised the code. */
export async function warmUp(model: Running, signal: AbortSignal | undefined): Promise<void> {
  for (let round = 0, begin = performance.now(); round < 16 && performance.now() - begin < 600; round++) {
    throwIfAborted(signal);
    runOnce(model);
    await nextTask();
  }
}

async function read(
  source: string | URL | Response,
  address: string,
  where: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const files = nodeFiles();
  const isFile = /^file:/i.test(address);
  // Two letters at least, or C:\models would be an address.
  if (files && !(source instanceof Response) && (isFile || !/^[a-z][\w+.-]+:/i.test(address))) {
    try {
      return (await files.readFile(isFile ? new URL(address) : address)) as Uint8Array<ArrayBuffer>;
    } catch (e) {
      throw new GossamerError('FILE', `Could not read ${where}: ${messageOf(e)}`, { cause: e });
    }
  }
  let response;
  try {
    response = source instanceof Response ? source : await fetch(source, { signal } as RequestInit);
    if (response.ok) {
      return new Uint8Array(await response.arrayBuffer());
    }
  } catch (e) {
    throwIfAborted(signal);
    throw new GossamerError('NETWORK', `Could not fetch ${where}: ${messageOf(e)}`, { cause: e });
  }
  throw new GossamerError('HTTP', `Could not fetch ${where}: HTTP ${response.status}`);
}

/** What a model consists of until it is disposed of. */
export interface Running {
  readonly manifest: Manifest;
  readonly inputs: Float32Array[];
  readonly outputs: Float32Array[];
  run(): void;
}

async function start(bytes: Uint8Array<ArrayBuffer>, where: string, formats: number, make: Instantiate): Promise<Running> {
  let module: WebAssembly.Module | undefined;
  let exports: Exports | undefined;
  let cause: unknown;
  const foreign = "is not made by 'gossamer compile'";
  const fail = (code: ErrorCode, what: string): never => {
    throw new GossamerError(code, `T${where.slice(1)} ${what}`, { cause });
  };
  try {
    module = await WebAssembly.compile(bytes);
    const [section = fail('NOT_A_MODEL', foreign)] = WebAssembly.Module.customSections(module, 'gossamer');
    const manifest = JSON.parse(decode(section)) as Manifest;
    if (!(manifest.format <= formats)) {
      fail('VERSION', manifest.format === 2 ? 'has threads: use gossamer/aot-threads' : `has format ${manifest.format}, of gossamer ${manifest.version}; this loader reads ${formats}`);
    }
    exports = await make(module, manifest);
    const { memory, run } = exports;
    const view = ({ address, shape }: Placed) => new Float32Array(memory.buffer, address, shape.reduce((a, b) => a * b, 1));
    return { manifest, inputs: manifest.inputs.map(view), outputs: manifest.outputs.map(view), run };
  } catch (e) {
    if (e instanceof GossamerError) {
      throw e;
    }
    cause = e;
    const message = messageOf(e);
    if (!module) {
      const text = decode(bytes);
      if (!text.startsWith('\0asm')) {
        fail('NOT_A_MODEL', /^\s*<(!doctype|html)/i.test(text) ? 'is an HTML page' : foreign);
      }
      if (/unsafe-eval|CSP/.test(message)) {
        fail('CSP', "is forbidden by the page's policy: it needs script-src 'wasm-unsafe-eval'");
      }
      const relaxed = text.includes('"backend":"relaxed"');
      if (!hasSimd() || (relaxed && !hasRelaxedSimd())) {
        fail('NO_SIMD', `needs WebAssembly ${relaxed ? 'relaxed ' : ''}SIMD, which is missing here`);
      }
    }
    // Once there is an instance, ranges are those of the views: an address that is not in the memory.
    const tooLarge = e instanceof RangeError && !exports;
    return fail(tooLarge ? 'OUT_OF_MEMORY' : 'MODEL_FORMAT', `is ${tooLarge ? 'too large' : 'damaged'}: ${message}`);
  }
}

function decode(bytes: BufferSource): string {
  return new TextDecoder().decode(bytes);
}

function runOnce(model: Running): void {
  try {
    model.run();
  } catch (e) {
    throw new GossamerError('INTERNAL', `The compiled model failed: ${messageOf(e)}`, { cause: e });
  }
}

/** Browsers run new code slowly for the first dozen calls and swap better code in between tasks. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

export function modelOf(running: Running): Model {
  const { name, inputs, outputs, backend } = running.manifest;
  let live: Running | undefined = running;
  const plain = ({ address, ...info }: Placed): TensorInfo => info;
  const dispose = (): void => {
    live = undefined;
  };
  return {
    name,
    backend,
    inputs: inputs.map(plain),
    outputs: outputs.map(plain),
    async run(given, options) {
      const { signal, outputs: own = {} } = options ?? {};
      if (!live) {
        throw new GossamerError('DISPOSED', `The model '${name}' has been disposed of`);
      }
      throwIfAborted(signal, 'The run');
      const { inputs: targets, outputs: results } = live;
      const arrays = inOrder(inputs, targets, given);
      const into = inOrder(outputs, results, own, 'ARGUMENT');
      targets.forEach((target, index) => target.set(arrays[index]!));
      runOnce(live);
      return Object.fromEntries(
        outputs.map(({ name }, index) => {
          const array = into[index] ?? new Float32Array(results[index]!.length);
          array.set(results[index]!);
          return [name, array];
        }),
      );
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

/**
 * The arrays of all inputs or outputs in the model's order, checked; failures are worded as by the whole package, which
 * takes pictures, too.
 *
 * @param code of every failure with outputs, of which any may be missing
 */
function inOrder(infos: readonly Placed[], places: readonly Float32Array[], given: unknown, code?: ErrorCode): (Float32Array | undefined)[] {
  const kind = code ? 'Output' : 'Input';
  const names = infos.map(({ name }) => name);
  const refuse = (what: string, own: ErrorCode = 'INPUT_NAME'): never => {
    throw new GossamerError(code ?? own, what);
  };
  const misnamed = (what: string): never => refuse(`${what}: expected ${code || names.length === 1 ? '' : 'exactly '}[${names.join(', ')}]`);
  let named = given as Readonly<Record<string, unknown>>;
  if (ArrayBuffer.isView(given) || Array.isArray(given)) {
    if (names.length !== 1) {
      misnamed(`A bare array suits a model with one ${kind.toLowerCase()}`);
    }
    named = { [names[0]!]: given };
  } else if (Object(given) !== given) {
    misnamed(`${kind}s must be arrays by name, got ${describe(given)}`);
  }
  const unknown = Object.keys(named).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    misnamed(`Unknown ${kind.toLowerCase()} '${unknown}'`);
  }
  return infos.map(({ name, shape }, index) => {
    const array = Object.hasOwn(named, name) ? named[name] : undefined;
    const { length } = places[index]!;
    if (array === undefined) {
      return code ? array : misnamed(`Missing input '${name}'`);
    }
    if (!(array instanceof Float32Array)) {
      return refuse(`${kind} '${name}' must be a Float32Array, got ${describe(array)}`, 'INPUT_TYPE');
    }
    if (array.length !== length) {
      refuse(`${kind} '${name}' has shape [${shape.join(',')}]: expected ${length} floats, got ${array.length}`, 'INPUT_SHAPE');
    }
    return array;
  });
}
