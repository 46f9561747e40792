import { FaceDetector, FilesetResolver, HandLandmarker, ImageSegmenter } from '/packages/@mediapipe/tasks-vision/vision_bundle.mjs';

const fileset = FilesetResolver.forVisionTasks('/packages/@mediapipe/tasks-vision/wasm');

const base = ({ model }) => ({ baseOptions: { modelAssetPath: model, delegate: 'CPU' }, runningMode: 'VIDEO' });

const sizeOf = (picture) => [picture.displayWidth ?? picture.width, picture.displayHeight ?? picture.height];

const TASKS = {
  async hands(files, { most }) {
    const landmarker = await HandLandmarker.createFromOptions(await fileset, { ...base(files), numHands: most });
    return (picture, time) => {
      const [width, height] = sizeOf(picture);
      return landmarker
        .detectForVideo(picture, time)
        .landmarks.map((landmarks) => landmarks.map(({ x, y }) => [x * width, y * height]));
    };
  },

  async faces(files) {
    const detector = await FaceDetector.createFromOptions(await fileset, base(files));
    return (picture, time) =>
      detector.detectForVideo(picture, time).detections.map(({ boundingBox: { originX, originY, width, height } }) => [
        [originX, originY],
        [originX + width, originY + height],
      ]);
  },

  async masks(files) {
    const segmenter = await ImageSegmenter.createFromOptions(await fileset, {
      ...base(files),
      outputCategoryMask: false,
      outputConfidenceMasks: true,
    });
    return (picture, time) => {
      let mask;
      segmenter.segmentForVideo(picture, time, ({ confidenceMasks }) => {
        mask = confidenceMasks[0].getAsFloat32Array();
      });
      return mask;
    };
  },
};

export const create = (task, { mediapipe }, options) => TASKS[task](mediapipe, options);
