/** Everything the page says in words and numbers. */
import type { Entry } from './catalogue';
import { byId } from './dom';
import type { Face, Timing } from './messages';
import { RunTimes } from './statistics';

const SVG = 'http://www.w3.org/2000/svg';

export function showModel(entry: Entry): void {
  byId('model-name').textContent = entry.name;
  byId('model-size').textContent = kilobytes(entry.bytes);
  byId('model-source').textContent = entry.source;
}

export function showLoaded(backend: string, loadMilliseconds: number): void {
  byId('backend').textContent = backend;
  byId('model-loaded').textContent = milliseconds(loadMilliseconds);
}

export function showLicences(models: readonly Entry[], pictures: readonly Entry[]): void {
  const parts = [models[0], pictures[0]]
    .filter((entry) => entry !== undefined)
    .map(({ source, licence }) => `${source} (${licence})`);
  byId('licences').textContent = `Model and sample pictures: npm packages ${parts.join(' and ')}.`;
}

export function showTiming(timing: Timing): void {
  byId('prepare').textContent = milliseconds(timing.prepare);
  byId('decode').textContent = milliseconds(timing.decode);
}

export function showRuns(times: RunTimes): void {
  const { last, first, best, median } = times;
  byId('median').textContent = number(median);
  byId('best').textContent = milliseconds(best);
  byId('first').textContent = milliseconds(first!);
  byId('runs-caption').textContent =
    last.length === 1 ? 'one run so far' : `median of the last ${last.length} runs`;
  drawRuns(last, median);
}

/** A bar per run, and a line at the median. */
function drawRuns(runs: readonly number[], median: number): void {
  const width = 200 / RunTimes.CAPACITY;
  // One slow run, such as the first, must not flatten all others.
  const highest = Math.min(Math.max(...runs), 3 * median);
  const heightOf = (run: number): number => (44 * Math.min(run, highest)) / highest;
  const bars = runs.map((run, index) =>
    shape('rect', { x: index * width, y: 48 - heightOf(run), width: width * 0.7, height: heightOf(run) }),
  );
  const y = 48 - heightOf(median);
  byId('runs').replaceChildren(...bars, shape('line', { x1: 0, x2: 200, y1: y, y2: y }));
}

function shape(name: string, attributes: Record<string, number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value.toFixed(2));
  }
  return element;
}

export function showFaces(faces: readonly Face[]): void {
  byId('faces').replaceChildren(
    ...faces.map(({ score, box, keyPoints }) => {
      const item = document.createElement('li');
      const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom].map(Math.round);
      item.textContent = `${Math.round(100 * score)} %, ${right! - left!} × ${bottom! - top!} px at ${left}, ${top}`;
      item.dataset.box = [box.left, box.top, box.right, box.bottom].map((edge) => edge.toFixed(1)).join(' ');
      item.dataset.keyPoints = keyPoints.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
      return item;
    }),
  );
}

/** The line below the picture, also for screen readers. */
export function showStatus(text: string, failed = false): void {
  const status = byId('status');
  if (status.textContent !== text) {
    status.textContent = text;
  }
  status.classList.toggle('error', failed);
}

/** For example `2 faces found in people_1.jpg`. */
export function describeFaces(faces: readonly Face[], name: string): string {
  const count = faces.length === 0 ? 'No face' : faces.length === 1 ? '1 face' : `${faces.length} faces`;
  return `${count} found in ${name}`;
}

export function milliseconds(value: number): string {
  return `${number(value)} ms`;
}

function number(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

export function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
