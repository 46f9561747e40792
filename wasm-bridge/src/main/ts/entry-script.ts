import { setDefaultWasmUrl } from './gossamer';

// Known only while the script runs for the first time. Classic workers have no document.
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null);
const base = script?.src || globalThis.location?.href;

setDefaultWasmUrl(() => new URL('gossamer.wasm', base));

export * from './public';
