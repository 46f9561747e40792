import { GossamerError } from './errors';
import { version } from './version';
import type { ThreadRequest } from './worker-messages';

/**
 * Shares the runs of a model for as long as it lives: returns when it is disposed of.
 *
 * @param script the file that this worker runs, for messages
 * @param begin called when the thread is ready
 */
export function shareRuns({ version: asked, module, memory, looks }: ThreadRequest, script: string, begin: () => void): void {
  checkVersion(asked, script);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  begin();
  (exports['work'] as (looks: number) => void)(looks);
  self.close();
}

export function checkVersion(asked: string, script: string): void {
  if (asked !== version) {
    throw new GossamerError('VERSION', `The script is gossamer ${asked}, but ${script} is ${version}`, {
      hint: 'Deploy both from one package; an old copy may linger in a cache.',
    });
  }
}
