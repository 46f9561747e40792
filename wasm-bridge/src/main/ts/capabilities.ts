import { hasWasmGc } from './environment';
import { hasRelaxedSimd, hasSimd } from './features';
import { type ThreadSupport, threadSupport } from './threads';

/** What models can be run with here. */
export interface Capabilities {
  /** Garbage collection and exceptions (exnref) in WebAssembly, which the engine needs. */
  readonly wasmGc: boolean;
  readonly simd: boolean;
  /** Relaxed SIMD: a fused multiply-add in one instruction. */
  readonly relaxedSimd: boolean;
  readonly threads: ThreadSupport;
}

/** What this browser, and this page with its headers, allows. */
export function capabilities(): Capabilities {
  // Where there is no WebAssembly at all, the probes give undefined: the small loader has no room for more.
  return { wasmGc: hasWasmGc(), simd: !!hasSimd(), relaxedSimd: !!hasRelaxedSimd(), threads: threadSupport() };
}
