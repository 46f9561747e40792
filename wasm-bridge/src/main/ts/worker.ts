/** The script of a worker that holds one model or is a thread of one: gossamer-worker.js. */
import './hints';
import type { Backend } from './backend';
import { createBackend } from './create';
import { startEngine } from './engine';
import { GossamerError } from './errors';
import { parentPort } from './node-worker';
import { setEntryPoint } from './entry-point';
import { checkVersion, shareRuns } from './thread';
import { type Answer, type Loaded, type LoadRequest, type Request, toFailure } from './worker-messages';

const SCRIPT = 'gossamer-worker.js';

// The page sends the engine's address along; the threads of a model in a worker run this same script.
setEntryPoint({
  engine: () => Promise.reject(new GossamerError('INTERNAL', 'a worker was not told where the engine is')),
  worker: () => new Worker(self.location.href),
});

let backend: Backend | undefined;

const port = parentPort();

port.onmessage = async ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  try {
    if (data.kind === 'thread') {
      shareRuns(data.thread, SCRIPT, () => answer({ id, value: undefined }, []));
      return;
    }
    const value = await serve(data);
    answer({ id, value, threads: backend?.threads }, data.kind === 'run' ? (value as Float32Array[]).map(({ buffer }) => buffer) : []);
  } catch (e) {
    answer({ id, failure: toFailure(e) }, []);
  }
};

function answer(message: Answer, transfer: ArrayBufferLike[]): void {
  port.postMessage(message, { transfer: transfer as Transferable[] });
}

async function serve(request: Exclude<Request, { kind: 'thread' }>): Promise<unknown> {
  switch (request.kind) {
    case 'load':
      return load(request.load);
    case 'run':
      return backend!.run(request.inputs, [], true);
    case 'profile':
      return backend!.profile(request.runs);
  }
}

/** The engine is dropped with this call, unless the model needs it to run. */
async function load({ version: asked, engine, bytes, name, options }: LoadRequest): Promise<Loaded> {
  checkVersion(asked, SCRIPT);
  backend = await createBackend(await startEngine(engine), bytes, name, options);
  return { backend: backend.name, fallback: backend.fallback, description: backend.description, steps: backend.explain() };
}
