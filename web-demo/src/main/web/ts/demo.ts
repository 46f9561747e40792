/** The page: what visitors choose, and what follows from it. */
import { type Catalogue, detectorOf, type Entry, fetchCatalogue, networksOf, samplesOf } from './catalogue';
import { Chart } from './chart';
import { Comparison } from './comparison';
import { byId } from './dom';
import { acceptDrops } from './drops';
import { LayerView } from './layers';
import { type PaneInfo, type PaneModels, type PaneResult, type Role, ROLES, type Task, TASKS } from './messages';
import { Pane } from './pane';
import type { Effect, Picture } from './paint';
import { PaintRate } from './paint-rate';
import { Player } from './player';
import { download, reportOf } from './report';
import { markSample, showSamples } from './samples';
import { readSettings } from './settings';
import { cameraSource, type Source, sourceAt, sourceIn } from './source';
import { PaneStatistics } from './statistics';
import { say, sayFailure, sayUnasked } from './status';
import { initTabs } from './tabs';
import { whyAlone } from './threads';
import { type Row, showTotals } from './totals';

/** A picture is measured this often, then the machine may rest. */
const PICTURE_FRAMES = 100;
/** Numbers that change with every frame cannot be read. */
const NUMBERS_INTERVAL = 250;

const TASK_WORDS: Readonly<Record<Task, string>> = { hands: 'hand', face: 'face', background: 'person' };

const chart = new Chart(byId('chart'));
const panes = ROLES.map((role) => new Pane(role, () => void open()));
byId('panes').append(...panes.map(({ element }) => element));
const paintRate = new PaintRate();
const player = new Player({ preview, frame });
const layers = new LayerView((role) => {
  const network = comparison;
  return network === undefined || !ready.has(role)
    ? undefined
    : { name: entryOf(role)?.name ?? '', measure: () => network.layers(role) };
});

let catalogue: Catalogue = { models: [], samples: [] };
let task: Task = 'hands';
let comparison: Comparison | undefined;
let ready = new Map<Role, PaneInfo>();
let statistics = freshStatistics();
/** The sample that is shown; undefined while something else is. */
let sample: Entry | undefined;
let framesOfSource = 0;
let numbersShown = 0;
/** Counts what was asked for, so that a source that comes late is not shown. */
let latestRequest = 0;

const markTab = initTabs<Task>(byId('tabs'), (name) => {
  location.replace(`#${name}`);
});

async function start(): Promise<void> {
  try {
    catalogue = await fetchCatalogue();
  } catch (e) {
    panes.forEach((pane) => pane.showFailure('The demo cannot start', messageOf(e)));
    return;
  }
  showLicences();
  await turnTo(taskOfAddress());
}

function taskOfAddress(): Task {
  return TASKS.find((name) => `#${name}` === location.hash) ?? 'hands';
}

async function turnTo(next: Task): Promise<void> {
  task = next;
  document.body.dataset.task = task;
  markTab(task);
  byId('panes').setAttribute('aria-labelledby', `tab-${task}`);
  panes.forEach((pane) => pane.offer(available(pane.role)));
  const samples = samplesOf(catalogue, task).filter(({ failure }) => failure === '');
  showSamples(samples, (entry) => void useSample(entry));
  const opening = open();
  if (!isCamera() && samples.length > 0) {
    await useSample(samples[0]!);
  } else if (!isCamera()) {
    player.source = undefined;
    setPaused(false);
    sayFailure(missingSamples());
  }
  await opening;
}

function available(role: Role): readonly Entry[] {
  return networksOf(catalogue, task, role).filter(({ failure }) => failure === '');
}

function missingSamples(): string {
  const reason = samplesOf(catalogue, task)[0]?.failure ?? '';
  const why = reason === '' ? '' : `: ${reason}`;
  return `There are no samples of a ${TASK_WORDS[task]}${why}. Use the camera, open a picture or video, or drop one here.`;
}

/** Loads the models of the task and choices in a new worker; the old one and its memory go. */
async function open(): Promise<void> {
  player.comparison = undefined;
  comparison?.close();
  ready = new Map();
  byId('threads-reason').textContent = '';
  layers.forget();
  measureAgain();
  const models = panes.flatMap((pane) => modelsOf(pane));
  const opening = new Comparison({
    progress: (role, loaded, total) =>
      paneOf(role).showLoading(loaded === total ? 'Compiling the model' : 'Loading the model', loaded, total),
    ready: (role, info) => {
      ready.set(role, info);
      paneOf(role).showReady();
      paneOf(role).showModel(entryOf(role), info);
      byId('threads-reason').textContent = whyAlone(ready);
      showNumbers();
    },
    failed: (role, message) => {
      const failed = role === undefined ? panes.filter((pane) => ready.has(pane.role) || role === pane.role) : [paneOf(role)];
      (failed.length === 0 ? panes : failed).forEach((pane) => pane.showFailure('The model failed', message));
      if (role === undefined) {
        player.comparison = undefined;
      }
    },
  });
  comparison = opening;
  await opening.open(task, models, readSettings());
  if (comparison === opening) {
    chooseRoles();
    player.comparison = opening;
  }
}

function modelsOf(pane: Pane): PaneModels[] {
  const entry = entryOf(pane.role);
  pane.showModel(entry, undefined);
  if (entry === undefined) {
    const failure = networksOf(catalogue, task, pane.role)[0]?.failure;
    if (failure === undefined) {
      pane.showEmpty('No such model yet', `There is no ${pane.role} model for this task. "gossamer prune" makes one.`);
    } else {
      pane.showFailure('The model is missing', failure);
    }
    return [];
  }
  const detector = detectorOf(catalogue, task, pane.role);
  if (detector !== undefined && detector.failure !== '') {
    pane.showFailure('A model is missing', detector.failure);
    return [];
  }
  pane.showLoading('Loading the model');
  return [{ role: pane.role, network: entry, detector }];
}

function entryOf(role: Role): Entry | undefined {
  const entries = available(role);
  return entries.find(({ url }) => url === paneOf(role).chosen) ?? entries[0];
}

function paneOf(role: Role): Pane {
  return panes.find((pane) => pane.role === role)!;
}

async function useSample(entry: Entry): Promise<void> {
  markSample(entry);
  await use(sourceAt(entry.url, entry.name), entry);
}

async function useFile(file: File): Promise<void> {
  await use(sourceIn(file, file.name));
}

function isCamera(): boolean {
  return player.source?.kind === 'camera';
}

async function toggleCamera(): Promise<void> {
  if (isCamera()) {
    player.source = undefined;
    setPaused(false);
    showCamera();
    say('The camera is off.');
    return;
  }
  say('Waiting for the camera …');
  await use(cameraSource());
}

/** @param entry the sample that is coming, if it is one */
async function use(coming: Promise<Source>, entry?: Entry): Promise<void> {
  const request = ++latestRequest;
  let source: Source;
  try {
    source = await coming;
  } catch (e) {
    if (request === latestRequest) {
      markSample(sample);
      sayFailure(messageOf(e));
    }
    return;
  }
  if (request !== latestRequest) {
    source.close();
    return;
  }
  forgetNumbers();
  framesOfSource = 0;
  const { style } = byId('panes');
  style.setProperty('--aspect', `${source.width} / ${source.height}`);
  byId<HTMLInputElement>('mirror').checked = source.kind === 'camera';
  restyle();
  setPaused(false);
  player.source = source;
  sample = entry;
  markSample(sample);
  showCamera();
  nameSource();
}

function nameSource(): void {
  if (player.source !== undefined) {
    say(isCamera() ? 'The camera is on. Its pictures do not leave this machine.' : player.source.name);
  }
}

/** After a choice the old numbers are of something else: what is shown is measured anew, though it may be paused. */
function measureAgain(): void {
  forgetNumbers();
  framesOfSource = 0;
  if (player.source?.kind === 'picture') {
    setPaused(false);
  } else if (player.paused) {
    player.lookAgain(PICTURE_FRAMES);
  }
  nameSource();
}

function preview(picture: Picture): void {
  for (const pane of panes.filter(({ role }) => entryOf(role) !== undefined)) {
    pane.show(picture, undefined, player.source?.name ?? '');
  }
}

function frame(picture: Picture, results: Partial<Record<Role, PaneResult>>): void {
  for (const pane of panes) {
    const result = results[pane.role];
    if (result !== undefined) {
      statistics[pane.role].add(result);
    }
    if (result !== undefined) {
      pane.show(picture, result, player.source?.name ?? '');
    }
  }
  paintRate.drawn();
  chart.add(results, {
    dense: statistics.dense.mean,
    distilled: statistics.distilled.mean,
    sparse: statistics.sparse.mean,
  });
  framesOfSource++;
  if (player.source?.kind === 'picture' && framesOfSource % PICTURE_FRAMES === 0) {
    setPaused(true);
    sayUnasked(`Measured ${framesOfSource} times. Continue measures ${player.source.name} another ${PICTURE_FRAMES} times.`);
  }
  if (performance.now() - numbersShown > NUMBERS_INTERVAL || player.paused) {
    numbersShown = performance.now();
    showNumbers();
  }
}

function freshStatistics(): Record<Role, PaneStatistics> {
  return { dense: new PaneStatistics(), distilled: new PaneStatistics(), sparse: new PaneStatistics() };
}

function forgetNumbers(): void {
  statistics = freshStatistics();
  chart.clear();
  showNumbers();
}

function showNumbers(): void {
  panes.forEach((pane) => pane.showNumbers(statistics[pane.role], statistics.dense));
  const drawn = paintRate.perSecond;
  byId('drawn').textContent = drawn === undefined || player.paused ? '' : `${drawn.toFixed(0)} fps drawn`;
  showTotals(rows());
}

function rows(): Row[] {
  return ROLES.flatMap((role) => {
    const entry = entryOf(role);
    return entry === undefined ? [] : [{ role, entry, info: ready.get(role), statistics: statistics[role] }];
  });
}

function chooseRoles(): void {
  const view = document.querySelector<HTMLInputElement>('#view-choice input:checked')!.value;
  byId('panes').dataset.view = view;
  player.roles = view === 'all' ? [...ready.keys()] : [...ready.keys()].filter((role) => role === view);
}

function restyle(): void {
  const mirrored = byId<HTMLInputElement>('mirror').checked;
  const effect = byId<HTMLSelectElement>('effect').value as Effect;
  panes.forEach((pane) => {
    pane.style = { mirrored, effect };
  });
}

function setPaused(paused: boolean): void {
  player.paused = paused;
  byId('pause').textContent = paused ? 'Continue' : 'Pause';
  paintRate.clear();
  byId('drawn').textContent = '';
}

function togglePause(): void {
  setPaused(!player.paused);
  nameSource();
}

function showCamera(): void {
  const on = isCamera();
  byId('camera').setAttribute('aria-pressed', String(on));
  byId('camera').textContent = on ? 'Stop the camera' : 'Camera';
}

function showLicences(): void {
  const parts = new Set(
    [...catalogue.models, ...catalogue.samples]
      .filter(({ licence }) => licence !== '')
      .map(({ source, licence }) => `${source} (${licence})`),
  );
  byId('licences').textContent = `Models and samples: ${[...parts].join(', ')}.`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

addEventListener('hashchange', () => void turnTo(taskOfAddress()));
byId('camera').addEventListener('click', () => void toggleCamera());
const fileInput = byId<HTMLInputElement>('file');
byId('open').addEventListener('click', () => fileInput.click());
fileInput.addEventListener('change', () => {
  const file = fileInput.files?.[0];
  if (file !== undefined) {
    void useFile(file);
  }
  fileInput.value = '';
});
acceptDrops(document.body, (file) => void useFile(file));
byId('pause').addEventListener('click', togglePause);
addEventListener('keydown', (event) => {
  // Where space means something already, it keeps its meaning.
  const busy = event.target instanceof Element && event.target.closest('button, input, select, summary, a, [role=tab]');
  if (event.key === ' ' && !busy && !event.repeat) {
    event.preventDefault();
    togglePause();
  }
});
byId('mirror').addEventListener('change', restyle);
byId('effect').addEventListener('change', restyle);
byId('view-choice').addEventListener('change', () => {
  chooseRoles();
  measureAgain();
});
for (const setting of ['threads', 'backend', 'hand-count']) {
  byId(setting).addEventListener('change', () => void open());
}
byId('report').addEventListener('click', () => {
  const drawnPerSecond = paintRate.perSecond;
  const settings = readSettings();
  download(reportOf({ task, source: player.source, settings, rows: rows(), layers: layers.measured, drawnPerSecond }));
});
if ('serviceWorker' in navigator) {
  // Without one the page works as long as its server does.
  navigator.serviceWorker.register('sw.js').catch(() => undefined);
}

void start();
