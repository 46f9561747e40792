import { type ErrorCode, setHints } from './gossamer-error';

const HINTS: Partial<Record<ErrorCode, string>> = {
  NETWORK:
    "Check the address, the connection, the page's content security policy (connect-src) and, for another origin, its CORS headers.",
  HTTP: 'Check the address; a relative one is resolved against the page or, in a worker, its script.',
  FILE: 'Check the path; a relative one is resolved against the working folder.',
  NOT_A_MODEL: 'Check that the address leads to the .tflite or .goss file itself.',
  MODEL_FORMAT: 'Compare the file with the original: size and checksum.',
  NO_WASM_GC:
    'WebAssembly garbage collection is in Chrome and Edge 119, Firefox 120, Safari 18.2 and Node.js 22 or newer.',
  VERSION: 'Deploy gossamer.wasm and the script from one package; an old copy may linger in a cache.',
  CSP: "Allow it in the Content-Security-Policy header: script-src 'self' 'wasm-unsafe-eval'.",
  WORKER: "Check that the page's content security policy (worker-src) allows the worker and that gossamer-worker.js lies on the page's own origin, or load without worker.",
  IMAGE: 'Wait until the picture has loaded or the video plays; pictures of other origins need CORS headers.',
  NOT_FINITE: 'Check how the input is prepared; the first element at fault is named.',
  MODEL_TASK: "The pipelines take MediaPipe's models, pruned or not; see docs/vision.md.",
  BUSY: 'Await the promises of run first.',
  DISPOSED: 'Load the model again, or dispose of it later.',
  OUT_OF_MEMORY: 'Dispose of models that are no longer needed, or use a smaller one.',
  INTERNAL: 'This is a fault of Gossamer: please report it, with the model.',
};

setHints(HINTS);
