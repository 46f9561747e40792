import type { Difference, PaneResult, Result, Timing } from './messages';

/** The numbers of one pane. Medians and means are of the last 100 frames. */
export class PaneStatistics {
  static readonly WINDOW = 100;
  readonly #last: PaneResult[] = [];
  frames = 0;
  /** Of the very first frame, which is the slowest while the browser warms up. */
  first: number | undefined;
  best: number | undefined;
  /** Frames in which something that the dense model found was missed. */
  framesMissed = 0;
  /** Frames in which nothing was found. */
  framesEmpty = 0;

  add(result: PaneResult): void {
    const { total } = result.timing;
    this.frames++;
    this.first ??= total;
    this.best = Math.min(this.best ?? total, total);
    this.framesMissed += Number((result.difference?.missed ?? 0) > 0);
    this.framesEmpty += Number(isEmpty(result.result));
    // Results themselves are not kept: masks are large.
    this.#last.push({ ...result, result: { kind: 'faces', faces: [] } });
    if (this.#last.length > PaneStatistics.WINDOW) {
      this.#last.shift();
    }
  }

  get median(): number | undefined {
    return quantile(this.times, 0.5);
  }

  /** Median of the frames in which the network itself ran, not only the one that looks for regions for it. */
  get medianAtWork(): number | undefined {
    return quantile(
      this.#last.filter(({ timing }) => timing.model > 0).map(({ timing }) => timing.total),
      0.5,
    );
  }

  /** How many runs of this network fit into one of the other's, by their frames at work. */
  speedBeside(other: PaneStatistics): number | undefined {
    const [own, theirs] = [this.medianAtWork, other.medianAtWork];
    return own === undefined || theirs === undefined ? undefined : theirs / own;
  }

  get p95(): number | undefined {
    return quantile(this.times, 0.95);
  }

  get mean(): number | undefined {
    return mean(this.times);
  }

  /** Total times of the last frames in milliseconds, oldest first. */
  get times(): readonly number[] {
    return this.#last.map(({ timing }) => timing.total);
  }

  /** Mean milliseconds of a part. */
  part(name: keyof Timing): number | undefined {
    return mean(this.#last.map(({ timing }) => timing[name]));
  }

  /** Mean over the last frames in which there was something to compare. */
  get difference(): { readonly value: number; readonly measure: Difference['measure'] } | undefined {
    const known = this.#last
      .map(({ difference }) => difference)
      .filter((difference) => difference !== undefined && !Number.isNaN(difference.value)) as Difference[];
    return known.length === 0
      ? undefined
      : { value: mean(known.map(({ value }) => value))!, measure: known[0]!.measure };
  }
}

/** Whether nothing was found. */
export function isEmpty(result: Result): boolean {
  switch (result.kind) {
    case 'hands':
      return result.hands.length === 0;
    case 'faces':
      return result.faces.length === 0;
    case 'mask':
      return false;
  }
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) {
    return undefined;
  }
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (place % 1) * (sorted[Math.ceil(place)]! - below);
}
