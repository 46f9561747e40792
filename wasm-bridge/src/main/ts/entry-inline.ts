import { nodeWorker } from './node-worker';
import { setEntryPoint } from './entry-point';

/** gossamer.wasm, gzipped, in base64. */
declare const GOSSAMER_ENGINE: string;
/** The text of gossamer-worker.js. */
declare const GOSSAMER_WORKER: string;

let workerUrl: string | undefined;

setEntryPoint({
  async engine() {
    const zipped = Uint8Array.from(atob(GOSSAMER_ENGINE), (character) => character.charCodeAt(0));
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  },
  worker() {
    const thread = nodeWorker(() => GOSSAMER_WORKER, true);
    if (thread) {
      return thread;
    }
    // Never revoked: workers start threads from their own address, at any time.
    workerUrl ??= URL.createObjectURL(new Blob([GOSSAMER_WORKER], { type: 'text/javascript' }));
    return new Worker(workerUrl);
  },
  workerAddress: () => 'a blob: address',
  workerHint:
    "A content security policy must allow it (worker-src blob:), or name a gossamer-worker.js on the page's own origin with Gossamer.configure({ workerUrl }).",
});

export * from './public';
