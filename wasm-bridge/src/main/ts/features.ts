/** Which WebAssembly instructions this browser knows, found by validating one-function modules. */

export function hasSimd(): boolean {
  // (module (func (local v128) local.get 0 local.get 0 f32x4.add drop))
  return validates(0xfd, 0xe4, 0x01);
}

/** Whether this browser has relaxed SIMD, a fused multiply-add among it. */
export function hasRelaxedSimd(): boolean {
  // (module (func (local v128) local.get 0 (three times) f32x4.relaxed_madd drop))
  return validates(0x20, 0, 0xfd, 0x85, 0x02);
}

/** Whether a function that pushes a v128 twice and then goes on as given is valid. */
function validates(...instructions: number[]): boolean {
  const body = [1, 1, 0x7b, 0x20, 0, 0x20, 0, ...instructions, 0x1a, 0x0b];
  // The header; a type, of no parameters and no results; a function of that type; its code.
  const sections = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, body.length + 2, 1, body.length];
  return globalThis.WebAssembly?.validate(Uint8Array.from([...sections, ...body]));
}
