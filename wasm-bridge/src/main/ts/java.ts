import { type ErrorCode, GossamerError, messageOf } from './errors';
import { startTeaVm, type TeaVm } from './teavm';

/** The exports of Java's Transport, which documents them. */
interface TransportExports {
  stagingAddress(): number;
  stagingBytes(): number;
  replyLength(): number;
  stageReply(offset: number): number;
  expectBytes(length: number): number;
  receive(offset: number, count: number): number;
}

/** Java compiled to WebAssembly, and the ways of bytes, floats and text to and from it. */
export class JavaModule {
  readonly exports: WebAssembly.Exports;
  readonly #java: TransportExports;
  readonly #memory: WebAssembly.Memory;
  readonly #address: number;
  readonly #blockBytes: number;

  private constructor({ exports, memory }: TeaVm) {
    this.exports = exports;
    this.#java = exports as unknown as TransportExports;
    this.#memory = memory;
    this.#address = this.#java.stagingAddress();
    this.#blockBytes = this.#java.stagingBytes();
  }

  /**
   * @param check may refuse the module, by throwing
   */
  static async start(wasm: Uint8Array, check?: (module: WebAssembly.Module) => void): Promise<JavaModule> {
    return new JavaModule(await startTeaVm(wasm as BufferSource, check));
  }

  /** Sends bytes and leaves their name in the block; returns its length, which Java wants to hear in the next call. */
  send(bytes: Uint8Array, name: string): number {
    this.check(this.#java.expectBytes(bytes.length));
    const block = new Uint8Array(this.#memory.buffer, this.#address, this.#blockBytes);
    for (let offset = 0; offset < bytes.length; offset += block.length) {
      const part = bytes.subarray(offset, offset + block.length);
      block.set(part);
      this.check(this.#java.receive(offset, part.length));
    }
    return new TextEncoder().encodeInto(name, block).written;
  }

  /** Calls `move` for each block of so many floats, with a view of the memory they pass through. */
  inBlocks(floats: number, move: (offset: number, block: Float32Array) => void): void {
    const blockFloats = this.#blockBytes / 4;
    for (let offset = 0; offset < floats; offset += blockFloats) {
      const count = Math.min(blockFloats, floats - offset);
      move(offset, new Float32Array(this.#memory.buffer, this.#address, count));
    }
  }

  /** Fills `target` from Java, block by block: `stage` puts so many bytes from an offset into the block. */
  fetch(target: Uint8Array, stage: (offset: number, count: number) => number): void {
    for (let offset = 0; offset < target.length; offset += this.#blockBytes) {
      const count = Math.min(this.#blockBytes, target.length - offset);
      this.check(stage(offset, count));
      target.set(new Uint8Array(this.#memory.buffer, this.#address, count), offset);
    }
  }

  /** Passes a count or handle through; throws what Java left in the reply after a failure. */
  check(result: number): number {
    if (result >= 0) {
      return result;
    }
    const reply = this.reply();
    const lineEnd = reply.indexOf('\n');
    throw new GossamerError(reply.slice(0, lineEnd) as ErrorCode, reply.slice(lineEnd + 1));
  }

  /** The text that the last call left. */
  reply(): string {
    const bytes = new Uint8Array(this.#java.replyLength());
    for (let offset = 0; offset < bytes.length;) {
      const count = this.#java.stageReply(offset);
      if (count <= 0) {
        throw new Error('the engine left no reply');
      }
      bytes.set(new Uint8Array(this.#memory.buffer, this.#address, count), offset);
      offset += count;
    }
    return new TextDecoder().decode(bytes);
  }

  /** Runs calls into Java. Traps (array bounds, null, stack overflow) become INTERNAL errors. */
  guard<T>(doing: string, action: () => T): T {
    try {
      return action();
    } catch (e) {
      if (e instanceof GossamerError) {
        throw e;
      }
      throw new GossamerError('INTERNAL', `The engine failed while ${doing}: ${messageOf(e)}`, { cause: e });
    }
  }
}
