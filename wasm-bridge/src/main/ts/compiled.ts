import type { Backend, BackendName, InPlace } from './backend';
import { elements, type ModelDescription, type RemovedWork, type TensorInfo } from './engine';
import { GossamerError, messageOf } from './errors';
import { Governor, type Mode } from './governor';
import { Team, type ThreadUse } from './threads';

/** A tensor at an address of the module's memory. */
interface PlacedTensor extends TensorInfo {
  readonly address: number;
}

/** One call of a kernel, as the planner decided it. */
export interface StepInfo {
  readonly name: string;
  /** Operator, with what was fused into it, such as `CONV_2D + ADD`. */
  readonly operator: string;
  readonly kernel: string;
  /** Why this kernel was chosen. */
  readonly reason: string;
  /** What became of the file's nodes in this layer: fused, folded, channels removed. A few words each. */
  readonly notes: readonly string[];
  /** Multiply-adds of the layer, zero weights included. */
  readonly macs: number;
  /** Multiply-adds done, padding included. */
  readonly executedMacs: number;
  /** How many parts threads can share the layer in; 1 where it is not worth cutting, or where there are no threads. */
  readonly parts: number;
}

/** What Java's Manifest writes. */
export interface Manifest {
  readonly name: string;
  readonly memoryBytes: number;
  readonly imageAddress: number;
  readonly imageBytes: number;
  readonly removed: RemovedWork;
  readonly inputs: readonly PlacedTensor[];
  readonly outputs: readonly PlacedTensor[];
  readonly steps: readonly StepInfo[];
}

/** The exports of an emitted module. */
interface ModuleExports {
  run(): void;
  step(index: number): void;
  /** These only in modules for threads. */
  idle?(): void;
  /** 0 when the run is over; else `resume` goes on, and what is done shows in the number. */
  lead?(): number;
  resume?(): number;
  stop?(): void;
}

/** What is left of a disposed model; nothing calls it. */
const NO_EXPORTS: ModuleExports = { run() {}, step() {} };

/**
 * A thread that does not finish its part of a layer, some 0.1 ms of work, for so long has ended. One that another
 * program keeps from running comes back within 100 ms.
 */
const LOST_MILLISECONDS = 1000;

const PAGE = 65536;

/** Runs a module that was made for one model, in a memory of its own. */
export class CompiledBackend implements Backend {
  readonly name: BackendName;
  readonly description: ModelDescription;
  readonly #steps: readonly StepInfo[];
  readonly memoryBytes: number;
  #exports: ModuleExports;
  /** Kept for the threads until they have started. */
  #parts: { readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory } | undefined;
  #threads: ThreadUse;
  #team: Team | undefined;
  readonly #governor = new Governor();
  readonly #inputs: Float32Array[];
  readonly #outputs: Float32Array[];

  /** Of an instance whose memory holds the weights already. */
  constructor(
    name: BackendName,
    manifest: Manifest,
    memory: WebAssembly.Memory,
    { module, instance }: WebAssembly.WebAssemblyInstantiatedSource,
    threads: ThreadUse,
  ) {
    const view = (tensor: PlacedTensor) => new Float32Array(memory.buffer, tensor.address, elements(tensor));
    const plain = ({ name, shape, dtype }: TensorInfo): TensorInfo => ({ name, shape, dtype });
    this.name = name;
    this.description = {
      name: manifest.name,
      inputs: manifest.inputs.map(plain),
      outputs: manifest.outputs.map(plain),
      removed: manifest.removed,
    };
    this.#steps = manifest.steps;
    this.memoryBytes = memory.buffer.byteLength;
    this.#exports = instance.exports as unknown as ModuleExports;
    this.#exports.idle?.();
    this.#threads = { count: 1, reason: threads.reason };
    this.#parts = threads.count > 1 ? { module, memory } : undefined;
    this.#inputs = manifest.inputs.map(view);
    this.#outputs = manifest.outputs.map(view);
  }

  /**
   * @param fill copies the weight image into the bytes it is given
   * @param threads how many threads the module is for; `startThreads` starts them
   */
  static async create(
    name: BackendName,
    manifest: Manifest,
    wasm: Uint8Array,
    fill: (image: Uint8Array) => void,
    threads: ThreadUse,
  ): Promise<CompiledBackend> {
    try {
      const pages = Math.ceil(manifest.memoryBytes / PAGE);
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: threads.count > 1 });
      const compiling = WebAssembly.instantiate(wasm as BufferSource, { env: { memory } });
      fill(new Uint8Array(memory.buffer, manifest.imageAddress, manifest.imageBytes));
      return new CompiledBackend(name, manifest, memory, await compiling, threads);
    } catch (e) {
      if (e instanceof RangeError) {
        const megabytes = (manifest.memoryBytes / 1e6).toFixed(1);
        throw new GossamerError('OUT_OF_MEMORY', `No memory of ${megabytes} MB for the model: ${messageOf(e)}`, { cause: e });
      }
      throw new GossamerError('INTERNAL', `The compiled model was refused: ${messageOf(e)}`, { cause: e });
    }
  }

  get threads(): ThreadUse {
    return this.#threads;
  }

  /** Leaves all runs to the calling thread. */
  stayAlone(reason: string): void {
    this.#parts = undefined;
    this.#threads = { count: 1, reason };
  }

  /** Starts threads to share the runs with; if that fails, the calling one goes on alone. */
  async startThreads(count: number): Promise<void> {
    const { module, memory } = this.#parts!;
    try {
      this.#team = await Team.start(count - 1, module, memory, (why) => this.#goOnAlone(why));
      this.#threads = { count, reason: '' };
      this.#parts = undefined;
    } catch (e) {
      this.stayAlone(`a thread could not be started: ${messageOf(e)}`);
    }
  }

  run(inputs: readonly Float32Array[], into: readonly (Float32Array | undefined)[]): Float32Array[] {
    inputs.forEach((input, index) => this.#inputs[index]!.set(input));
    this.#run();
    return this.#outputs.map((output, index) => {
      const target = into[index];
      target?.set(output);
      return target ?? output.slice();
    });
  }

  inPlace(): InPlace {
    return { inputs: this.#inputs, outputs: this.#outputs, run: () => this.#run() };
  }

  #run(): void {
    if (this.#team === undefined) {
      this.#runIn('alone');
      return;
    }
    const mode = this.#governor.next();
    this.#governor.record(mode, this.#timed(mode));
  }

  /** Runs and gives the milliseconds that took. */
  #timed(mode: Mode): number {
    const before = performance.now();
    this.#runIn(mode);
    return performance.now() - before;
  }

  #runIn(mode: Mode): void {
    try {
      if (mode === 'alone' || !this.#lead()) {
        // Inputs are not written to during a run: one that was begun can be done again.
        this.#exports.run();
      }
    } catch (e) {
      throw new GossamerError('INTERNAL', `The compiled model failed: ${messageOf(e)}`, { cause: e });
    }
  }

  /** Shares a run; false if a thread was lost, and with it a part of the run. */
  #lead(): boolean {
    let since = performance.now();
    let before = 0;
    for (let done = this.#exports.lead!(); done > 0; done = this.#exports.resume!()) {
      const now = performance.now();
      if (done !== before) {
        before = done;
        since = now;
      } else if (now - since > LOST_MILLISECONDS) {
        this.#goOnAlone('a thread ended in the middle of a run');
        return false;
      }
    }
    return true;
  }

  #goOnAlone(reason: string): void {
    this.#endThreads();
    this.#threads = { count: 1, reason };
  }

  #endThreads(): void {
    this.#exports.stop?.();
    this.#team?.end();
    this.#team = undefined;
  }

  /**
   * Runs on what the input buffers hold until the browser has compiled the hot loops well: it runs new code slowly
   * for the first dozen calls and swaps better code in between calls.
   */
  async warmUp(signal?: AbortSignal): Promise<void> {
    const start = performance.now();
    let best = Infinity;
    let sinceBetter = 0;
    for (let round = 0; round < 40 && sinceBetter < 6 && performance.now() - start < 600 && !signal?.aborted; round++) {
      const took = this.#timed('alone');
      if (this.#team !== undefined) {
        this.#governor.record('shared', this.#timed('shared'), true);
        this.#governor.record('alone', took, true);
      }
      sinceBetter = took < best * 0.95 ? 0 : sinceBetter + 1;
      best = Math.min(best, took);
      await nextTask();
    }
  }

  explain(): StepInfo[] {
    return this.#steps.map((step) => ({ ...step }));
  }

  /** Milliseconds per step: the least of several runs of the whole model, step by step. */
  profile(runs: number): number[] {
    const least = this.#steps.map(() => Infinity);
    for (let run = 0; run < runs; run++) {
      for (let index = 0; index < least.length; index++) {
        const before = performance.now();
        this.#exports.step(index);
        least[index] = Math.min(least[index]!, performance.now() - before);
      }
    }
    return least;
  }

  dispose(): void {
    // Views and exports keep the memory alive: without them the collector frees it, even if the model is still held.
    this.#endThreads();
    this.#parts = undefined;
    this.#exports = NO_EXPORTS;
    this.#inputs.length = 0;
    this.#outputs.length = 0;
  }
}

/** Lets the browser do other things, among them installing better code; unlike timers it is not throttled. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
