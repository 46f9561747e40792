/** The script of a worker that holds one model: gossamer-worker.js. */
import './hints';
import type { Backend } from './backend';
import { createBackend } from './create';
import { startEngine } from './engine';
import { GossamerError } from './errors';
import { version } from './version';
import { type Answer, type Loaded, type LoadRequest, type Request, toFailure } from './worker-messages';

let backend: Backend | undefined;

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  try {
    const value = await serve(data);
    answer({ id, value }, data.kind === 'run' ? (value as Float32Array[]).map(({ buffer }) => buffer) : []);
  } catch (e) {
    answer({ id, failure: toFailure(e) }, []);
  }
};

function answer(message: Answer, transfer: ArrayBufferLike[]): void {
  self.postMessage(message, { transfer: transfer as Transferable[] });
}

async function serve(request: Request): Promise<unknown> {
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
  if (asked !== version) {
    throw new GossamerError('VERSION', `The script is gossamer ${asked}, but gossamer-worker.js is ${version}`, {
      hint: 'Deploy both from one package; an old copy may linger in a cache.',
    });
  }
  backend = await createBackend(await startEngine(engine), bytes, name, options);
  return { backend: backend.name, description: backend.description, steps: backend.explain() };
}
