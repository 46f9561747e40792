/** The script of a worker that holds one model or is a thread of one: gossamer-worker.js. */
import './hints';
import type { Backend } from './backend';
import { createBackend } from './create';
import { startEngine } from './engine';
import { GossamerError } from './errors';
import { setEntryPoint } from './settings';
import { version } from './version';
import {
  type Answer,
  type Loaded,
  type LoadRequest,
  type Request,
  type ThreadRequest,
  toFailure,
} from './worker-messages';

// The page sends the engine's address along; the threads of a model in a worker run this same script.
setEntryPoint({
  engine: () => Promise.reject(new GossamerError('INTERNAL', 'a worker was not told where the engine is')),
  worker: () => new Worker(self.location.href),
});

let backend: Backend | undefined;

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  try {
    if (data.kind === 'thread') {
      work(data.thread, () => answer({ id, value: undefined }, []));
      return;
    }
    const value = await serve(data);
    answer({ id, value }, data.kind === 'run' ? (value as Float32Array[]).map(({ buffer }) => buffer) : []);
  } catch (e) {
    answer({ id, failure: toFailure(e) }, []);
  }
};

function answer(message: Answer, transfer: ArrayBufferLike[]): void {
  self.postMessage(message, { transfer: transfer as Transferable[] });
}

/** Shares the runs of a model for as long as it lives. */
function work({ version: asked, module, memory, looks }: ThreadRequest, begin: () => void): void {
  checkVersion(asked);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  begin();
  (exports['work'] as (looks: number) => void)(looks);
  self.close();
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
  checkVersion(asked);
  backend = await createBackend(await startEngine(engine), bytes, name, options);
  return { backend: backend.name, description: backend.description, steps: backend.explain(), threads: backend.threads };
}

function checkVersion(asked: string): void {
  if (asked !== version) {
    throw new GossamerError('VERSION', `The script is gossamer ${asked}, but gossamer-worker.js is ${version}`, {
      hint: 'Deploy both from one package; an old copy may linger in a cache.',
    });
  }
}
