/** Everything that was measured, as a JSON file for the visitor. */
import type { LayerTime } from 'gossamer';
import type { Role, Settings, Task } from './messages';
import type { Source } from './source';
import type { Row } from './totals';

export interface Measured {
  readonly task: Task;
  readonly source: Source | undefined;
  readonly settings: Settings;
  readonly rows: readonly Row[];
  readonly layers: Partial<Record<Role, readonly LayerTime[]>>;
  /** Frames per second that reached the screen. */
  readonly drawnPerSecond: number | undefined;
}

export function reportOf({ task, source, settings, rows, layers, drawnPerSecond }: Measured): object {
  return {
    report: 'gossamer demo',
    time: new Date().toISOString(),
    browser: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated,
    task,
    source: source && { kind: source.kind, name: source.name, width: source.width, height: source.height },
    settings,
    drawnPerSecond,
    units: 'times in milliseconds; median, mean, p95, parts and difference over the last frames, at most 100',
    panes: rows.map((row) => paneOf(row, layers[row.role])),
  };
}

function paneOf({ role, entry, info, statistics }: Row, layers: readonly LayerTime[] | undefined): object {
  const { frames, median, mean, p95, best, first, difference, framesMissed, framesEmpty, times } = statistics;
  const part = (name: 'image' | 'detector' | 'model' | 'post'): number | undefined => statistics.part(name);
  return {
    role,
    model: { name: entry.name, bytes: entry.bytes, source: entry.source },
    ...info,
    frames,
    median,
    mean,
    p95,
    best,
    first,
    parts: { image: part('image'), detector: part('detector'), model: part('model'), post: part('post') },
    difference,
    framesMissed,
    framesEmpty,
    times,
    layers,
  };
}

export function download(report: object): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(report, undefined, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'gossamer-report.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
