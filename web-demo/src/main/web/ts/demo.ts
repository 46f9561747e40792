import { Camera } from './camera';
import { type Catalogue, type Entry, fetchCatalogue } from './catalogue';
import { Detector, type Found } from './detector';
import { byId } from './dom';
import { hideNotice, showFailure, showInvitation, showLoading } from './notice';
import * as panel from './panel';
import { acceptDrops, pictureAt, pictureIn } from './pictures';
import { markSample, showSamples } from './samples';
import { Stage } from './stage';
import { RunTimes } from './statistics';

/** Enough for a steady median, and over within a second even without SIMD. */
const REPETITIONS = 20;
const MORE_REPETITIONS = 50;

const stage = new Stage(byId<HTMLCanvasElement>('canvas'));
const times = new RunTimes();
const camera = new Camera();
const cameraButton = byId<HTMLButtonElement>('camera');
const measureButton = byId<HTMLButtonElement>('measure');
const fileInput = byId<HTMLInputElement>('file');

let detector: Detector | undefined;
/** Counts the pictures asked for, so that one that comes late is not shown. */
let latestRequest = 0;
let watching = false;
let name = '';

async function start(): Promise<void> {
  showLoading('Asking the server what it has');
  let catalogue: Catalogue;
  try {
    catalogue = await fetchCatalogue();
  } catch (e) {
    showFailure('The demo cannot start', messageOf(e), restart);
    return;
  }
  const model = catalogue.models[0];
  if (model === undefined || model.failure !== '') {
    showFailure('The model is missing', model?.failure ?? 'The server has no model.', restart);
    return;
  }
  panel.showModel(model);
  panel.showLicences(catalogue.models, catalogue.pictures);
  const pictures = catalogue.pictures.filter(({ failure }) => failure === '');
  showSamples(pictures, (entry) => void useSample(entry));
  await load(model);
  await begin(catalogue, pictures);
}

/** Loading may fail and be tried again, each time in a new worker. */
async function load(model: Entry): Promise<void> {
  showLoading('Starting the engine');
  detector?.close();
  detector = new Detector({
    progress: (loaded, total) =>
      showLoading(loaded === total ? 'Preparing the model' : 'Loading the model', loaded, total),
    failed: (message) => {
      stopCamera();
      showFailure(measureButton.disabled ? 'The model could not be loaded' : 'The network failed', message, restart);
    },
    repeated: (milliseconds) => {
      times.add(milliseconds);
      panel.showRuns(times);
    },
  });
  const { backend, milliseconds } = await detector.load(model.url);
  panel.showLoaded(backend, milliseconds);
  measureButton.disabled = false;
}

function restart(): void {
  location.reload();
}

/** With what the visitor chose meanwhile, else with the first sample that is there. */
async function begin(catalogue: Catalogue, pictures: readonly Entry[]): Promise<void> {
  if (stage.picture !== undefined) {
    hideNotice();
    await detectIn(stage.picture, REPETITIONS);
    return;
  }
  if (pictures.length > 0) {
    await useSample(pictures[0]!);
    return;
  }
  const reason = catalogue.pictures[0]?.failure ?? '';
  showInvitation(`The sample pictures are missing${reason && `: ${reason}`}. Open one of yours, or drop it here.`);
}

async function useSample(entry: Entry): Promise<void> {
  markSample(entry.name);
  await use(entry.name, pictureAt(entry.url, entry.name));
}

async function useFile(file: File): Promise<void> {
  markSample(undefined);
  await use(file.name, pictureIn(file, file.name));
}

async function use(newName: string, coming: Promise<ImageBitmap>): Promise<void> {
  stopCamera();
  const request = ++latestRequest;
  let picture: ImageBitmap;
  try {
    picture = await coming;
  } catch (e) {
    if (request === latestRequest) {
      panel.showStatus(messageOf(e), true);
    }
    return;
  }
  if (request !== latestRequest) {
    picture.close();
    return;
  }
  name = newName;
  stage.show(picture, [], name);
  panel.showFaces([]);
  if (measureButton.disabled) {
    // The model is still on its way, or will never come; its notice stays.
    return;
  }
  hideNotice();
  panel.showStatus(`Looking for faces in ${name} …`);
  await detectIn(picture, REPETITIONS);
}

/** Detects faces in the picture shown, shows them, and lets the worker repeat the run. */
async function detectIn(picture: ImageBitmap, repetitions: number): Promise<void> {
  const found = await detector?.detect(await createImageBitmap(picture), repetitions);
  if (found !== undefined && stage.picture === picture) {
    show(picture, found, name);
  }
}

function show(picture: ImageBitmap, { faces, timing }: Found, where: string): void {
  const description = panel.describeFaces(faces, where);
  stage.show(picture, faces, description);
  times.add(timing.run);
  panel.showRuns(times);
  panel.showTiming(timing);
  panel.showFaces(faces);
  // A line per frame would keep a screen reader talking without end.
  panel.showStatus(watching ? 'The camera is on; its pictures stay in this tab.' : `${description}.`);
}

async function toggleCamera(): Promise<void> {
  if (watching) {
    stopCamera();
    return;
  }
  const request = ++latestRequest;
  try {
    await camera.start();
  } catch (e) {
    panel.showStatus(messageOf(e), true);
    return;
  }
  if (request !== latestRequest) {
    camera.stop();
    return;
  }
  watching = true;
  cameraButton.setAttribute('aria-pressed', 'true');
  cameraButton.textContent = 'Stop the camera';
  markSample(undefined);
  hideNotice();
  try {
    while (watching) {
      await watchFrame();
    }
  } catch (e) {
    // The camera was unplugged, for instance.
    stopCamera();
    panel.showStatus(`The camera stopped: ${messageOf(e)}`, true);
  }
}

async function watchFrame(): Promise<void> {
  const frame = await camera.frame();
  const found = await detector?.detect(await createImageBitmap(frame), 0);
  if (watching && found !== undefined) {
    show(frame, found, 'the camera’s picture');
  } else {
    frame.close();
  }
}

function stopCamera(): void {
  if (watching) {
    watching = false;
    camera.stop();
    cameraButton.setAttribute('aria-pressed', 'false');
    cameraButton.textContent = 'Use the camera';
    panel.showStatus('The camera is off.');
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

byId('open').addEventListener('click', () => fileInput.click());
fileInput.addEventListener('change', () => {
  const file = fileInput.files?.[0];
  // The same file may be chosen again.
  fileInput.value = '';
  if (file !== undefined) {
    void useFile(file);
  }
});
acceptDrops(byId('view'), (file) => void useFile(file));
cameraButton.addEventListener('click', () => void toggleCamera());
measureButton.addEventListener('click', () => {
  if (stage.picture !== undefined && !watching) {
    void detectIn(stage.picture, MORE_REPETITIONS);
  }
});
void start();
