/** Numbers as people read them. */
import type { Difference } from './messages';

export const NOTHING = '–';

/** Without the unit; two digits that matter. */
export function milliseconds(value: number | undefined): string {
  return value === undefined ? NOTHING : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

export function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function times(factor: number): string {
  return `${factor.toFixed(factor < 10 ? 2 : 1)}×`;
}

/** @param factor how many runs fit into the time of one of the dense network */
export function speed(factor: number | undefined): string {
  if (factor === undefined) {
    return NOTHING;
  }
  if (Math.abs(factor - 1) < 0.005) {
    return 'as fast';
  }
  return factor > 1 ? `${times(factor)} as fast` : `${times(1 / factor)} slower`;
}

/** In the unit of its measure, which is not told. */
export function differenceAlone(value: Pick<Difference, 'value' | 'measure'> | undefined): string {
  return value === undefined ? NOTHING : value.value.toFixed(value.measure === 'palm' ? 1 : 3);
}

export function difference(value: Pick<Difference, 'value' | 'measure'> | undefined): string {
  if (value === undefined) {
    return NOTHING;
  }
  return `${differenceAlone(value)} ${value.measure === 'palm' ? '% of the palm' : 'IoU'}`;
}

/** Multiply-adds. */
export function macs(value: number): string {
  return value < 1e6 ? `${(value / 1e3).toFixed(0)} k` : `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} M`;
}
