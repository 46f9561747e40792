/** How the networks are run. */
import type { BackendChoice } from 'gossamer';
import { byId } from './dom';
import type { Settings } from './messages';

export function readSettings(): Settings {
  const threads = byId<HTMLSelectElement>('threads').value;
  return {
    threads: threads === 'auto' ? 'auto' : Number(threads),
    backend: byId<HTMLSelectElement>('backend').value as BackendChoice,
    hands: byId<HTMLSelectElement>('hand-count').value === '1' ? 1 : 2,
  };
}
