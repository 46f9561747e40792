/** The table of all numbers, a row per pane. */
import type { Entry } from './catalogue';
import { byId } from './dom';
import * as format from './format';
import type { PaneInfo, Role } from './messages';
import { TITLES } from './pane';
import type { PaneStatistics } from './statistics';

export interface Row {
  readonly role: Role;
  readonly entry: Entry;
  readonly info: PaneInfo | undefined;
  readonly statistics: PaneStatistics;
}

export function showTotals(rows: readonly Row[]): void {
  const dense = rows.find(({ role }) => role === 'dense')?.statistics;
  byId('totals').replaceChildren(...rows.map((row) => rowOf(row, dense)));
}

function rowOf({ role, entry, info, statistics }: Row, dense: PaneStatistics | undefined): HTMLElement {
  const row = document.createElement('tr');
  row.dataset.role = role;
  const heading = document.createElement('th');
  heading.scope = 'row';
  const dot = document.createElement('span');
  dot.className = 'dot';
  heading.append(dot, TITLES[role]);
  heading.title = entry.name;
  const { median, p95, mean, best, first, frames, difference, framesMissed } = statistics;
  const cells = [
    String(frames),
    format.milliseconds(median),
    format.milliseconds(mean),
    format.milliseconds(p95),
    format.milliseconds(best),
    format.milliseconds(first),
    format.milliseconds(statistics.part('image')),
    format.milliseconds(statistics.part('detector')),
    format.milliseconds(statistics.part('model')),
    format.milliseconds(statistics.part('post')),
    role === 'dense' || dense === undefined ? format.NOTHING : format.speed(statistics.speedBeside(dense)),
    role === 'dense' ? format.NOTHING : format.differenceAlone(difference),
    role === 'dense' ? format.NOTHING : String(framesMissed),
    info === undefined ? format.NOTHING : `${format.macs(info.executedMacs)} of ${format.macs(info.macs)}`,
    info === undefined ? format.NOTHING : `${info.backend}, ${info.threads}`,
  ];
  row.append(heading, ...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
  return row;
}
