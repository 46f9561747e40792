/** From pixels to results, by the network of one pane: the pipelines of gossamer/vision, as the panes need them. */
import type { Model } from 'gossamer';
import { FaceDetector, HandTracker, type Mask, SelfieSegmenter } from 'gossamer/vision';
import type { Result, Task, Timing } from './messages';

/** Pictures from one look for a second hand to the next: a third of a second at 30 per second. */
const SEARCH_INTERVAL = 10;

export interface Pipeline {
  readonly network: Model;
  run(picture: ImageData, timestamp: number): Promise<{ result: Result; timing: Timing }>;
  /** The next picture has nothing to do with the last one. */
  reset(): void;
}

/**
 * @param detector looks for regions that the network then looks at closely; for hands only
 * @param hands how many are followed at most
 */
export async function createPipeline(
  task: Task,
  network: Model,
  detector: Model | undefined,
  hands: 1 | 2,
): Promise<Pipeline> {
  switch (task) {
    case 'hands': {
      const tracker = await HandTracker.create({ model: network, detector, hands, searchInterval: SEARCH_INTERVAL });
      return pipeline(network, tracker, async (picture, timestamp) => {
        const { hands, timing } = await tracker.detect(picture, timestamp);
        return { result: { kind: 'hands', hands }, timing };
      });
    }
    case 'face': {
      const finder = await FaceDetector.create({ model: network });
      return pipeline(network, finder, async (picture) => {
        const { faces, timing } = await finder.detect(picture);
        return { result: { kind: 'faces', faces }, timing };
      });
    }
    case 'background': {
      const segmenter = await SelfieSegmenter.create({ model: network });
      return pipeline(network, segmenter, async (picture) => {
        const { mask, timing } = await segmenter.segment(picture);
        return { result: { kind: 'mask', mask: asBytes(mask) }, timing };
      });
    }
  }
}

function pipeline(network: Model, inner: { reset(): void }, run: Pipeline['run']): Pipeline {
  return { network, run, reset: () => inner.reset() };
}

/** For the canvas that cuts the person out; part of no pane's time. */
function asBytes({ data, width, height }: Mask): { width: number; height: number; alpha: Uint8ClampedArray<ArrayBuffer> } {
  const alpha = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) {
    alpha[i] = 255 * data[i]!;
  }
  return { width, height, alpha };
}
