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

export function times(factor: number | undefined): string {
  return factor === undefined ? NOTHING : `${factor.toFixed(factor < 10 ? 2 : 1)}×`;
}

export function difference(value: Pick<Difference, 'value' | 'measure'> | undefined): string {
  if (value === undefined) {
    return NOTHING;
  }
  return value.measure === 'palm' ? `${value.value.toFixed(1)} % of the palm` : `${value.value.toFixed(3)} IoU`;
}

/** Multiply-adds. */
export function macs(value: number): string {
  return value < 1e6 ? `${(value / 1e3).toFixed(0)} k` : `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} M`;
}
