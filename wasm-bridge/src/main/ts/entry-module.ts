import { setDefaultWasmUrl } from './gossamer';

// Bundlers recognise exactly this expression and carry the file along.
setDefaultWasmUrl(() => new URL('gossamer.wasm', import.meta.url));

export * from './public';
