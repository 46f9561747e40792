/**
 * Runs modules that `gossamer compile` made, without the compiler: `gossamer/aot`, 5 KB at most.
 */
import { nodeFiles } from './environment';
import { abortable, type ErrorCode, GossamerError, messageOf, throwIfAborted } from './errors';
import { hasRelaxedSimd, hasSimd } from './features';

export { type ErrorCode, GossamerError } from './errors';
export { hasRelaxedSimd } from './features';

/** An input or output of a model. */
export interface TensorInfo {
  readonly name: string;
  /** NHWC for images. */
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/** Where a module can come from. A string is an address or, in Node.js, also a path. */
export type Source = string | URL | Response | ArrayBuffer | Uint8Array;

export interface LoadOptions {
  /** Aborts the loading: the promise rejects with the code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the model is run on dummy data until the browser has optimised it, at most 0.6 s; the default is true. */
  readonly warmup?: boolean | undefined;
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
   * @returns a new array per output, by name
   */
  run(inputs: Float32Array | Readonly<Record<string, Float32Array>>): Promise<Record<string, Float32Array>>;
  /** Frees the model's memory; later runs are refused. Twice is harmless. */
  dispose(): void;
  [Symbol.dispose](): void;
}

interface Manifest {
  readonly format: number;
  readonly version: string;
  readonly backend: 'relaxed' | 'simd';
  readonly name: string;
  readonly inputs: readonly (TensorInfo & { readonly address: number })[];
  readonly outputs: readonly (TensorInfo & { readonly address: number })[];
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  run(): void;
}

const FORMAT = 1;

/** Loads a module that `gossamer compile` made. */
export async function load(source: Source, { signal, warmup = true }: LoadOptions = {}): Promise<Model> {
  throwIfAborted(signal);
  const where = source instanceof Response ? source.url : typeof source === 'string' || source instanceof URL ? `${source}` : 'the bytes';
  const bytes = await abortable(read(source, where, signal), signal);
  const module = await abortable(compile(bytes, where), signal);
  const manifest = manifestOf(module, where);
  const exports = (await WebAssembly.instantiate(module)).exports as unknown as Exports;
  if (warmup) {
    await warmUp(exports, signal);
  }
  return modelOf(manifest, exports);
}

async function read(source: Source, where: string, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    return new Uint8Array(source as ArrayBuffer);
  }
  const files = nodeFiles();
  if (files !== undefined && !(source instanceof Response) && !/^(?!file)[a-z]{2,}:/i.test(where)) {
    try {
      return (await files.readFile(source)) as Uint8Array<ArrayBuffer>;
    } catch (e) {
      throw new GossamerError('FILE', `Could not read the model from ${where}: ${messageOf(e)}`, { cause: e });
    }
  }
  let response;
  try {
    response = source instanceof Response ? source : await fetch(source, signal ? { signal } : {});
    if (response.ok) {
      return new Uint8Array(await response.arrayBuffer());
    }
  } catch (e) {
    throwIfAborted(signal);
    throw new GossamerError('NETWORK', `Could not fetch the model from ${where}: ${messageOf(e)}`, { cause: e });
  }
  throw new GossamerError('HTTP', `Could not fetch the model from ${where}: HTTP ${response.status}`);
}

async function compile(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (e) {
    const fail = (code: ErrorCode, what: string): never => {
      throw new GossamerError(code, `The model at ${where} ${what}`, { cause: e });
    };
    const start = new TextDecoder().decode(bytes.subarray(0, 64));
    if (!start.startsWith('\0asm')) {
      fail('NOT_A_MODEL', /^\s*<(!doctype|html)/i.test(start) ? 'is an HTML page' : 'is no WebAssembly');
    }
    if (WebAssembly.validate(bytes)) {
      fail('CSP', "is forbidden by the page's policy, which needs script-src 'wasm-unsafe-eval'");
    }
    if (hasRelaxedSimd()) {
      fail('MODEL_FORMAT', `is damaged: ${messageOf(e)}`);
    }
    return fail('NO_SIMD', `needs ${hasSimd() ? 'relaxed ' : ''}SIMD, which is missing here, or is damaged: ${messageOf(e)}`);
  }
}

function manifestOf(module: WebAssembly.Module, where: string): Manifest {
  const [section] = WebAssembly.Module.customSections(module, 'gossamer');
  if (section === undefined) {
    throw new GossamerError('NOT_A_MODEL', `The WebAssembly at ${where} is not from 'gossamer compile'`);
  }
  const manifest = JSON.parse(new TextDecoder().decode(section)) as Manifest;
  if (manifest.format !== FORMAT) {
    throw new GossamerError('VERSION', `The model at ${where} has format ${manifest.format}, of gossamer ${manifest.version}; this loader reads ${FORMAT}`);
  }
  return manifest;
}

/** Browsers run new code slowly for the first dozen calls and swap better code in between tasks. */
async function warmUp(exports: Exports, signal: AbortSignal | undefined): Promise<void> {
  const start = performance.now();
  for (let round = 0; round < 16 && performance.now() - start < 600; round++) {
    throwIfAborted(signal);
    exports.run();
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });
  }
}

function modelOf({ name, inputs, outputs, backend }: Manifest, exports: Exports): Model {
  let live: Exports | undefined = exports;
  const view = ({ address, shape }: { address: number; shape: readonly number[] }) =>
    new Float32Array(live!.memory.buffer, address, shape.reduce((a, b) => a * b, 1));
  const plain = ({ name, shape, dtype }: TensorInfo): TensorInfo => ({ name, shape, dtype });
  const dispose = (): void => {
    live = undefined;
  };
  return {
    name,
    backend,
    inputs: inputs.map(plain),
    outputs: outputs.map(plain),
    async run(given) {
      if (live === undefined) {
        throw new GossamerError('DISPOSED', `The model '${name}' has been disposed of`);
      }
      const bare = given instanceof Float32Array && inputs.length === 1;
      const named = (bare ? { [inputs[0]!.name]: given } : given) as Record<string, Float32Array>;
      const names = inputs.map((input) => input.name);
      if (named === null || typeof named !== 'object' || Object.keys(named).sort().join() !== [...names].sort().join()) {
        throw new GossamerError('INPUT_NAME', `Expected exactly the inputs [${names}], got [${Object.keys(named ?? {}).slice(0, 9)}]`);
      }
      for (const input of inputs) {
        const array: unknown = named[input.name];
        const target = view(input);
        if (!(array instanceof Float32Array)) {
          throw new GossamerError('INPUT_TYPE', `Input '${input.name}' must be a Float32Array`);
        }
        if (array.length !== target.length) {
          throw new GossamerError('INPUT_SHAPE', `Input '${input.name}' has shape [${input.shape}]: expected ${target.length} floats, got ${array.length}`);
        }
        target.set(array);
      }
      live.run();
      return Object.fromEntries(outputs.map((output) => [output.name, view(output).slice()]));
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}
