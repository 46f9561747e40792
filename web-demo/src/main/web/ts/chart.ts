/** The times of the last frames, a thin line per pane, and their moving averages, a bold one. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type PaneResult, type Role, ROLES } from './messages';

const FRAMES = 300;
/** Between labels; there are no half frames. */
const WHOLE_FRAMES = [1, 2, 5, 10, 20, 50, 100];

export class Chart {
  readonly #host: HTMLElement;
  #plot: uPlot | undefined;
  #frame = 0;
  readonly #frames: number[] = [];
  readonly #times: Readonly<Record<Role, (number | null)[]>> = { dense: [], distilled: [], sparse: [] };
  readonly #means: Readonly<Record<Role, (number | null)[]>> = { dense: [], distilled: [], sparse: [] };
  #scheduled = false;

  constructor(host: HTMLElement) {
    this.#host = host;
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(host);
    // uPlot draws on a canvas, whose colours must be told when the theme changes.
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#plot?.destroy();
      this.#plot = undefined;
      this.#draw();
    });
    this.#draw();
  }

  /** @param means the moving averages, which are what the eye can compare */
  add(panes: Partial<Record<Role, PaneResult>>, means: Readonly<Record<Role, number | undefined>>): void {
    this.#frames.push(++this.#frame);
    for (const role of ROLES) {
      const time = panes[role]?.timing.total;
      this.#times[role].push(time ?? null);
      this.#means[role].push(time === undefined ? null : (means[role] ?? null));
    }
    if (this.#frames.length > FRAMES) {
      this.#frames.shift();
      this.#lines().forEach((line) => line.shift());
    }
    this.#schedule();
  }

  clear(): void {
    this.#frame = 0;
    this.#frames.length = 0;
    this.#lines().forEach((line) => {
      line.length = 0;
    });
    this.#schedule();
  }

  /** Frames come faster than screens show them. */
  #schedule(): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#draw();
      });
    }
  }

  #draw(): void {
    const data: uPlot.AlignedData = [this.#frames, ...this.#lines()];
    if (this.#plot === undefined) {
      this.#plot = new uPlot(this.#options(), data, this.#host);
    } else {
      this.#plot.setData(data);
    }
  }

  #lines(): (number | null)[][] {
    return [...Object.values(this.#times), ...Object.values(this.#means)];
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(200, this.#host.clientWidth), height: 190 };
  }

  #options(): uPlot.Options {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--faint'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui, sans-serif',
    };
    const line = { points: { show: false }, spanGaps: true };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      // The last label stands under the right edge, half of it beyond.
      padding: [8, 18, 0, 0],
      scales: { x: { time: false }, y: { range: (_plot, _low, high) => [0, heightOf(high, this.#times)] } },
      axes: [
        { ...axis, size: 28, incrs: WHOLE_FRAMES },
        { ...axis, size: 44, values: (_plot, values) => values.map((value) => `${value}`) },
      ],
      series: [
        {},
        ...ROLES.map((role) => ({ ...line, stroke: `${colour(`--${role}`)}59`, width: 1 })),
        ...ROLES.map((role) => ({ ...line, stroke: colour(`--${role}`), width: 2.25 })),
      ],
    };
  }
}

/** A single slow frame, such as the first, must not flatten all others. */
function heightOf(highest: number | null, times: Readonly<Record<Role, readonly (number | null)[]>>): number {
  const tops = ROLES.map((role) => {
    const sorted = times[role].filter((time) => time !== null).sort((a, b) => a - b);
    return sorted[Math.floor(0.97 * (sorted.length - 1))] ?? 0;
  });
  return Math.max(1, Math.min(highest ?? 10, 1.3 * Math.max(...tops)) * 1.05);
}
