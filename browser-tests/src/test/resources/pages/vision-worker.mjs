import { HandTracker } from '../npm/gossamer-vision.mjs';

onmessage = async ({ data: { frame, detector, model } }) => {
  const tracker = await HandTracker.create({ detector, model });
  const { hands } = await tracker.detect(frame, 0);
  frame.close();
  postMessage(hands.map(({ landmarks }) => landmarks[0]));
};
