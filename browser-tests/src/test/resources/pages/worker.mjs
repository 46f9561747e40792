import * as Gossamer from '../npm/gossamer.mjs';

const model = await Gossamer.load('../small.tflite');
postMessage(await model.run(Float32Array.of(-10, 1, 2, 3)));
