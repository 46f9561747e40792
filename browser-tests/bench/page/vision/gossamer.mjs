import { FaceDetector, HandTracker, SelfieSegmenter } from '/gossamer/gossamer-vision.mjs';

const TASKS = {
  async hands({ detector, landmarks }, { most, threads }) {
    // MediaPipe's does not smooth.
    const tracker = await HandTracker.create({ detector, model: landmarks, hands: most, smoothing: false, threads });
    return async (picture, time) =>
      (await tracker.detect(picture, time)).hands.map(({ landmarks }) => landmarks.map(({ x, y }) => [x, y]));
  },

  async faces({ model }, { threads }) {
    const detector = await FaceDetector.create({ model, threads });
    return async (picture) =>
      (await detector.detect(picture)).faces.map(({ box: { x, y, width, height } }) => [
        [x, y],
        [x + width, y + height],
      ]);
  },

  async masks({ model }, { threads }) {
    const segmenter = await SelfieSegmenter.create({ model, threads });
    return async (picture) => (await segmenter.segment(picture)).mask.data;
  },
};

export const create = (task, { gossamer }, options) => TASKS[task](gossamer, options);
