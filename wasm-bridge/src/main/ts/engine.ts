import type { Manifest, StepInfo } from './compiled';
import type { JavaModule } from './java';
import type { EngineSource } from './entry-point';
import { type JavaFile, startJava } from './start';

/** The exports of Java's EngineExports, which documents them. */
interface EngineExports {
  openModel(nameLength: number): number;
  describeModel(handle: number): number;
  explainModel(handle: number): number;
  setInput(handle: number, index: number, offset: number, count: number): number;
  runModel(handle: number): number;
  getOutput(handle: number, index: number, offset: number, count: number): number;
  closeModel(handle: number): number;
  compileModel(nameLength: number, flags: number): number;
  getCompiled(part: number, offset: number, count: number): number;
  dropCompiled(): number;
}

/** An input or output of a model. */
export interface TensorInfo {
  readonly name: string;
  /** NHWC for images. */
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/** The number of elements of a tensor. */
export function elements({ shape }: TensorInfo): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export interface CompileOptions {
  /** Use relaxed SIMD. */
  readonly relaxed: boolean;
  /** Compute every channel, as in the file. */
  readonly keepDeadChannels: boolean;
  /** Cut the steps into parts for threads with a shared memory. */
  readonly threads: boolean;
}

/** What need not be computed because its channels are constant or never read; zero twice where there are none. */
export interface RemovedWork {
  /** Output channels of convolutions and fully connected layers. */
  readonly channels: number;
  /** Multiply-adds that went with them, zero weights included; `explain()` does not list them. */
  readonly macs: number;
}

export interface ModelDescription {
  readonly name: string;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly removed: RemovedWork;
}

/** The Java engine; one serves the whole page. Models are the handles it gives. */
export class Engine {
  readonly #module: JavaModule;
  readonly #java: EngineExports;

  constructor(module: JavaModule) {
    this.#module = module;
    this.#java = module.exports as unknown as EngineExports;
  }

  /** Opens a model and returns its handle. */
  open(bytes: Uint8Array, name: string): number {
    return this.#module.guard('opening a model', () => {
      const nameLength = this.#module.send(bytes, name);
      return this.#module.check(this.#java.openModel(nameLength));
    });
  }

  describe(handle: number): ModelDescription {
    return this.#module.guard('describing a model', () => {
      this.#module.check(this.#java.describeModel(handle));
      return JSON.parse(this.#module.reply()) as ModelDescription;
    });
  }

  /** The layers of an open model. */
  explain(handle: number): StepInfo[] {
    return this.#module.guard('explaining a model', () => {
      this.#module.check(this.#java.explainModel(handle));
      return JSON.parse(this.#module.reply()) as StepInfo[];
    });
  }

  /** Runs a model on its inputs, in order; the outputs are new arrays. */
  run(handle: number, inputs: readonly Float32Array[], outputs: readonly TensorInfo[]): Float32Array[] {
    const java = this.#java;
    const module = this.#module;
    return module.guard('running a model', () => {
      inputs.forEach((input, index) =>
        module.inBlocks(input.length, (offset, block) => {
          block.set(input.subarray(offset, offset + block.length));
          module.check(java.setInput(handle, index, offset, block.length));
        }),
      );
      module.check(java.runModel(handle));
      return outputs.map((info, index) => {
        const output = new Float32Array(elements(info));
        module.inBlocks(output.length, (offset, block) => {
          module.check(java.getOutput(handle, index, offset, block.length));
          output.set(block, offset);
        });
        return output;
      });
    });
  }

  /** Compiles a model; `use` copies what it wants before it returns. */
  compile<T>(
    bytes: Uint8Array,
    name: string,
    { relaxed, keepDeadChannels, threads }: CompileOptions,
    use: (manifest: Manifest, wasm: Uint8Array, fill: (image: Uint8Array) => void) => T,
  ): T {
    const java = this.#java;
    const module = this.#module;
    return module.guard('compiling a model', () => {
      const nameLength = module.send(bytes, name);
      const flags = (relaxed ? 1 : 0) | (keepDeadChannels ? 2 : 0) | (threads ? 4 : 0);
      const wasm = new Uint8Array(module.check(java.compileModel(nameLength, flags)));
      try {
        const manifest = JSON.parse(module.reply()) as Manifest;
        module.fetch(wasm, (offset, count) => java.getCompiled(0, offset, count));
        return use(manifest, wasm, (image) => module.fetch(image, (offset, count) => java.getCompiled(1, offset, count)));
      } finally {
        java.dropCompiled();
      }
    });
  }

  close(handle: number): void {
    this.#module.guard('closing a model', () => this.#module.check(this.#java.closeModel(handle)));
  }
}

/** Fetches and starts the engine. */
export async function startEngine(source: EngineSource): Promise<Engine> {
  return new Engine(await startJava(source, ENGINE_FILE));
}

const ENGINE_FILE: JavaFile = {
  what: 'the engine (gossamer.wasm)',
  expected: "the engine's WebAssembly",
  code: 'ENGINE',
  hint: 'Serve gossamer.wasm beside the script, or say where it lies with Gossamer.configure({ wasmUrl }).',
  name: 'the engine',
};
