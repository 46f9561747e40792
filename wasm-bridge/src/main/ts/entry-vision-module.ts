import { setEntryPoint } from './vision/settings';

// Bundlers recognise exactly this expression and carry the file along.
setEntryPoint(() => new URL('gossamer-vision.wasm', import.meta.url));

export * from './vision/public';
