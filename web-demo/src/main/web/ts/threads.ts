import type { PaneInfo, Role } from './messages';
import { TITLES } from './pane';

/** Why networks run in one thread though more might be wanted; empty if none does. */
export function whyAlone(panes: ReadonlyMap<Role, PaneInfo>): string {
  const alone = [...panes].filter(([, { threads, reason }]) => threads === 1 && reason !== '');
  const reasons = new Set(alone.map(([, { reason }]) => reason));
  if (alone.length === panes.size && reasons.size === 1) {
    return `One thread: ${[...reasons].join()}.`;
  }
  return alone.map(([role, { reason }]) => `${TITLES[role]} in one thread: ${reason}.`).join(' ');
}
