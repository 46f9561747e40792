/** What differs between browsers, workers and Node.js. */

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  getBuiltinModule?(name: string): unknown;
}

interface NodeFiles {
  readonly promises: { readFile(path: string | URL): Promise<Uint8Array> };
}

/** Bundlers put a `process` into pages, and Electron a real one: only a page-less Node.js counts. */
export const nodeProcess = typeof document === 'undefined' ? (globalThis as { process?: NodeProcess }).process : undefined;

/** For messages: `Node.js 24.1.0`, or `this browser`. */
export function platformName(): string {
  const version = nodeProcess?.versions?.node;
  return version === undefined ? 'this browser' : `Node.js ${version}`;
}

/**
 * Node.js's file functions; undefined elsewhere. An `import('node:fs')`, even one never reached,
 * would make bundlers for browsers fail.
 */
export function nodeFiles(): NodeFiles['promises'] | undefined {
  return (nodeProcess?.getBuiltinModule?.('node:fs') as NodeFiles | undefined)?.promises;
}

// (module (type (struct (field i8))) (func (try_table))), each in its final encoding. TeaVM needs both, and browsers had
// the second later: Chrome 137 instead of 119.
const GC_PROBE = /* @__PURE__ */ Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 8, 2, 0x5f, 1, 0x78, 0, 0x60, 0, 0, 3, 2, 1, 1],
  ...[10, 8, 1, 6, 0, 0x1f, 0x40, 0, 0x0b, 0x0b],
);

/** Whether WebAssembly has garbage-collected types and exceptions in their final form. */
export function hasWasmGc(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(GC_PROBE);
}
