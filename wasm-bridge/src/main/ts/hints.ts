import { nodeProcess } from './environment';
import { type ErrorCode, setHints } from './gossamer-error';

const HINTS: Partial<Record<ErrorCode, string>> = {
  ARGUMENT: 'docs/api.md lists what each function takes.',
  NETWORK: nodeProcess?.versions?.node
    ? 'Check the address and the connection.'
    : "Check the address, the connection, the page's content security policy (connect-src) and, for another origin, its CORS headers.",
  HTTP: 'Check the address; a relative one is resolved against the page or, in a worker, its script.',
  FILE: 'Check the path; a relative one is resolved against the working folder.',
  NOT_A_MODEL: 'Check that the address leads to the .tflite or .goss file itself.',
  MODEL_FORMAT: 'Compare the file with the original: size and checksum.',
  NO_WASM_GC:
    'Both are in Chrome and Edge 137, Firefox 131, Safari 18.4, Node.js 22.19 and 24.15; older ones run models compiled ahead of time, with gossamer/aot.',
  UNSUPPORTED: 'Export the model without what the message names.',
  VERSION: 'Deploy gossamer.wasm and the script from one package; an old copy may linger in a cache.',
  CSP: "Allow it in the Content-Security-Policy header: script-src 'self' 'wasm-unsafe-eval'.",
  WORKER: nodeProcess?.versions?.node
    ? "Check that gossamer-worker.js lies beside the package's script, or load without worker."
    : "Serve gossamer-worker.js of the package there, on the page's own origin, or name its place with Gossamer.configure({ workerUrl }), or import gossamer/inline; a content security policy must allow it (worker-src), and in a cross-origin isolated page it needs the page's Cross-Origin-Embedder-Policy header.",
  INPUT_NAME: 'model.inputs lists the names.',
  INPUT_SHAPE: 'model.inputs tells the shapes: NHWC for images.',
  INPUT_TYPE: 'Float32Array.from makes one of other arrays.',
  IMAGE:
    'Wait until the picture has loaded or the video plays, and close it only after the call; pictures of other origins need CORS headers.',
  NOT_FINITE: 'Check how the input is prepared; the first element at fault is named.',
  MODEL_TASK: "The pipelines take MediaPipe's models, pruned or not; see docs/vision.md.",
  BUSY: 'Await the promises of run first.',
  DISPOSED: 'Load the model again, or dispose of it later.',
  OUT_OF_MEMORY: 'Dispose of models that are no longer needed, or use a smaller one.',
  INTERNAL: 'This is a fault of Gossamer: please report it, with the model.',
};

setHints(HINTS);
