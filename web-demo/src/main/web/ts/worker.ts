/**
 * Runs the panes' networks, in turn: side by side they would take each other's processor and memory bandwidth, and the
 * times of none would be its own.
 */
import * as Gossamer from 'gossamer';
import { difference } from './difference';
import type { ModelFile, PaneInfo, PaneModels, PaneResult, Reply, Request, Role, Settings, Task } from './messages';
import { fetchModel } from './model-store';
import { createPipeline, type Pipeline } from './pipeline';

const pipelines = new Map<Role, Pipeline>();
/** Networks that look for regions serve several panes. */
const detectors = new Map<string, Promise<Gossamer.Model>>();
let frames = 0;

// One request at a time, in the order they came.
let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Request>) => {
  last = last.then(() => answer(data)).catch((e: unknown) => reply({ type: 'failed', message: messageOf(e) }));
});

async function answer(request: Request): Promise<void> {
  switch (request.type) {
    case 'open':
      return open(request.task, request.panes, request.settings);
    case 'frame':
      return look(request.frame, request.timestamp, request.roles);
    case 'reset':
      return pipelines.forEach((pipeline) => pipeline.reset());
    case 'layers':
      return layers(request.id, request.role);
  }
}

/** A model that fails leaves the other panes alone. */
async function open(task: Task, panes: readonly PaneModels[], settings: Settings): Promise<void> {
  for (const pane of panes) {
    try {
      await openPane(task, pane, settings);
    } catch (e) {
      reply({ type: 'failed', role: pane.role, message: messageOf(e) });
    }
  }
  reply({ type: 'opened' });
}

async function openPane(task: Task, { role, network, detector }: PaneModels, settings: Settings): Promise<void> {
  const start = performance.now();
  const progress = (loaded: number, total: number | undefined): void =>
    reply({ type: 'progress', role, loaded, total });
  const [model, cached] = await load(network, settings, progress);
  let finder: Gossamer.Model | undefined;
  if (detector !== undefined) {
    const key = detector.url;
    detectors.set(key, detectors.get(key) ?? load(detector, settings, progress).then(([loaded]) => loaded));
    finder = await detectors.get(key)!;
  }
  pipelines.set(role, await createPipeline(task, model, finder, settings.hands));
  reply({ type: 'ready', role, info: describe(model, performance.now() - start, cached) });
}

async function load(
  file: ModelFile,
  settings: Settings,
  progress: (loaded: number, total: number | undefined) => void,
): Promise<[Gossamer.Model, boolean]> {
  const { bytes, cached } = await fetchModel(file, progress);
  return [await Gossamer.load(bytes, { threads: settings.threads, backend: settings.backend }), cached];
}

function describe(model: Gossamer.Model, loadMilliseconds: number, cached: boolean): PaneInfo {
  const steps = model.explain();
  const sum = (of: (layer: Gossamer.LayerInfo) => number): number => steps.reduce((all, layer) => all + of(layer), 0);
  return {
    backend: model.backend,
    threads: model.threads.count,
    reason: model.threads.reason,
    loadMilliseconds,
    cached,
    executedMacs: sum((layer) => layer.executedMacs),
    macs: sum((layer) => layer.macs) + model.removed.macs,
  };
}

async function look(frame: ImageBitmap, timestamp: number, wanted: readonly Role[]): Promise<void> {
  const roles = wanted.filter((role) => pipelines.has(role));
  const panes: Partial<Record<Role, PaneResult>> = {};
  try {
    const picture = readPicture(frame);
    // Each has the first turn equally often: the first after a pause meets cold caches.
    const first = frames++ % Math.max(1, roles.length);
    for (const role of [...roles.slice(first), ...roles.slice(0, first)]) {
      panes[role] = await pipelines.get(role)!.run(picture, timestamp);
    }
  } finally {
    frame.close();
  }
  const dense = panes.dense;
  for (const role of roles) {
    if (dense !== undefined && role !== 'dense') {
      panes[role] = { ...panes[role]!, difference: difference(dense.result, panes[role]!.result) };
    }
  }
  reply({ type: 'frame', panes }, transferables(panes));
}

function transferables(panes: Partial<Record<Role, PaneResult>>): Transferable[] {
  return Object.values(panes).flatMap(({ result }) => (result.kind === 'mask' ? [result.mask.alpha.buffer] : []));
}

let canvas: OffscreenCanvas | undefined;

/** The pixels, read once for all panes; part of no pane's time. */
function readPicture(frame: ImageBitmap): ImageData {
  canvas ??= new OffscreenCanvas(frame.width, frame.height);
  if (canvas.width !== frame.width || canvas.height !== frame.height) {
    canvas.width = frame.width;
    canvas.height = frame.height;
  }
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(frame, 0, 0);
  return context.getImageData(0, 0, frame.width, frame.height);
}

async function layers(id: number, role: Role): Promise<void> {
  const model = pipelines.get(role)?.network;
  if (model === undefined) {
    reply({ type: 'layers-failed', id, message: 'This pane has no model.' });
    return;
  }
  try {
    reply({ type: 'layers', id, layers: await model.profile() });
  } catch (e) {
    reply({ type: 'layers-failed', id, message: messageOf(e) });
  }
}

function reply(message: Reply, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
