/** The script of a worker that is a thread of a model compiled ahead of time: gossamer-aot-worker.js. */
import { shareRuns } from './thread';
import { type Answer, type Request, toFailure } from './worker-messages';

self.onmessage = ({ data }: MessageEvent<Extract<Request, { kind: 'thread' }>>) => {
  const { id } = data;
  const answer = (message: Answer): void => self.postMessage(message);
  try {
    shareRuns(data.thread, 'gossamer-aot-worker.js', () => answer({ id, value: undefined }));
  } catch (e) {
    answer({ id, failure: toFailure(e) });
  }
};
