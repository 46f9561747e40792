import * as vision from './vision/public';
import { setEntryPoint } from './vision/settings';

// Known only while the script runs for the first time. Classic workers have no document.
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null);
const base = script?.src || globalThis.location?.href;

setEntryPoint(() => new URL('gossamer-vision.wasm', base));

const { Gossamer } = globalThis as unknown as { Gossamer: { vision?: object } };
Object.assign((Gossamer.vision ??= {}), vision);
