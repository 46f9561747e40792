/** From pixels to results, by the network of one pane. */
import * as Gossamer from 'gossamer';
import { prepare } from './input';
import type { Result, Task, Timing } from './messages';

export interface Pipeline {
  readonly network: Gossamer.Model;
  run(picture: ImageData, timestamp: number): Promise<{ result: Result; timing: Timing }>;
  /** The next picture has nothing to do with the last one. */
  reset(): void;
}

/**
 * @param detector looks for regions that the network then looks at closely; for hands only
 */
export async function createPipeline(
  task: Task,
  network: Gossamer.Model,
  _detector: Gossamer.Model | undefined,
): Promise<Pipeline> {
  switch (task) {
    case 'face':
      return new FacePipeline(network);
    case 'background':
      return new BackgroundPipeline(network);
    case 'hands':
      throw new Error('This page cannot follow hands yet.');
  }
}

class FacePipeline implements Pipeline {
  constructor(readonly network: Gossamer.Model) {}

  async run(picture: ImageData): Promise<{ result: Result; timing: Timing }> {
    const start = performance.now();
    const input = prepare(picture, this.network.inputs[0]!.shape[1]!);
    const prepared = performance.now();
    const [boxes, logits] = Object.values(await this.network.run(input));
    const finished = performance.now();
    const found = await Gossamer.vision.decodeFaces(boxes!, logits!, picture);
    const faces = found.map(({ score, box, keyPoints }) => ({
      score,
      box: { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top },
      keypoints: keyPoints,
    }));
    return { result: { kind: 'faces', faces }, timing: timing(start, prepared, finished) };
  }

  reset(): void {}
}

class BackgroundPipeline implements Pipeline {
  constructor(readonly network: Gossamer.Model) {}

  async run(picture: ImageData): Promise<{ result: Result; timing: Timing }> {
    const start = performance.now();
    const output = Object.values(await this.network.run(picture))[0]!;
    const finished = performance.now();
    const [, height, width] = this.network.outputs[0]!.shape;
    const alpha = Uint8ClampedArray.from(output, (person) => 255 * person);
    return {
      result: { kind: 'mask', mask: { width: width!, height: height!, alpha } },
      timing: timing(start, start, finished),
    };
  }

  reset(): void {}
}

function timing(start: number, prepared: number, finished: number): Timing {
  const end = performance.now();
  return {
    total: end - start,
    image: prepared - start,
    detector: 0,
    model: finished - prepared,
    post: end - finished,
  };
}
