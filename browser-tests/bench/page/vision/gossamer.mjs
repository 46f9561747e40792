import { FaceDetector, HandTracker, SelfieSegmenter } from '/gossamer/gossamer-vision.mjs';

const TASKS = {
  async hands({ detector, landmarks }, { most }) {
    // MediaPipe's does not smooth.
    const tracker = await HandTracker.create({ detector, model: landmarks, hands: most, smoothing: false });
    return async (picture, time) =>
      (await tracker.detect(picture, time)).hands.map(({ landmarks }) => landmarks.map(({ x, y }) => [x, y]));
  },

  async faces({ model }) {
    const detector = await FaceDetector.create({ model });
    return async (picture) =>
      (await detector.detect(picture)).faces.map(({ box: { x, y, width, height } }) => [
        [x, y],
        [x + width, y + height],
      ]);
  },

  async masks({ model }) {
    const segmenter = await SelfieSegmenter.create({ model });
    return async (picture) => (await segmenter.segment(picture)).mask.data;
  },
};

export const create = (task, { gossamer }, options) => TASKS[task](gossamer, options);
