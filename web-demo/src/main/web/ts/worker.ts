/** Loads the model and runs it, so that the page stays responsive however long that takes. */
import * as Gossamer from 'gossamer';
import { prepare } from './input';
import type { Reply, Request } from './messages';

const BACKENDS: Readonly<Record<Gossamer.BackendName, string>> = {
  relaxed: 'compiled for this model, relaxed SIMD',
  simd: 'compiled for this model, SIMD',
  portable: 'interpreter: this browser has no SIMD',
};

let model: Gossamer.Model | undefined;
let latest = 0;

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  const id = data.type === 'detect' ? data.id : undefined;
  answer(data).catch((e: unknown) => {
    const message = e instanceof Error ? e.message : String(e);
    reply(id === undefined ? { type: 'failed', message } : { type: 'failed', id, message });
  });
});

function answer(request: Request): Promise<void> {
  return request.type === 'load' ? load(request.url) : detect(request.id, request.picture, request.repetitions);
}

async function load(url: string): Promise<void> {
  const start = performance.now();
  model = await Gossamer.load(url, {
    onProgress: ({ loaded, total }) => reply({ type: 'progress', loaded, total }),
  });
  reply({ type: 'ready', backend: BACKENDS[model.backend], milliseconds: performance.now() - start });
}

async function detect(id: number, picture: ImageBitmap, repetitions: number): Promise<void> {
  latest = id;
  if (model === undefined) {
    throw new Error('The model is not loaded yet.');
  }
  const start = performance.now();
  const input = prepare(picture);
  const size = { width: picture.width, height: picture.height };
  picture.close();
  const prepared = performance.now();
  const [boxes, logits] = Object.values(await model.run(input));
  const finished = performance.now();
  const faces = await Gossamer.vision.decodeFaces(boxes!, logits!, size);
  const timing = {
    prepare: prepared - start,
    run: finished - prepared,
    decode: performance.now() - finished,
  };
  reply({ type: 'faces', id, faces, timing });
  await repeat(id, model, input, repetitions);
}

async function repeat(id: number, network: Gossamer.Model, input: Float32Array, repetitions: number): Promise<void> {
  for (let i = 0; i < repetitions; i++) {
    await messagesHandled();
    if (latest !== id) {
      return;
    }
    const start = performance.now();
    await network.run(input);
    reply({ type: 'repeated', id, milliseconds: performance.now() - start });
  }
}

/** Lets a newer request in. */
function messagesHandled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function reply(message: Reply): void {
  postMessage(message);
}
