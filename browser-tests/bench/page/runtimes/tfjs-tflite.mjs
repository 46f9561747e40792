// tfjs-tflite's own client, the layer below its tensors: the fastest way to use it.
const folder = '/packages/@tensorflow/tfjs-tflite/wasm/';

async function client(threads) {
  if (!globalThis.tfweb) {
    // The script is half a CommonJS module.
    globalThis.exports = {};
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${folder}tflite_web_api_client.js`;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded`));
      document.head.append(script);
    });
    delete globalThis.exports;
    globalThis.tfweb.tflite_web_api.setWasmPath(folder);
    if (threads === 1) {
      await chooseBuildWithoutThreads();
    }
  }
  return globalThis.tfweb;
}

/**
 * The client takes its threaded build wherever memory can be shared, which needs twice the memory. What it finds out
 * about the browser it remembers.
 */
async function chooseBuildWithoutThreads() {
  const { SharedArrayBuffer } = globalThis;
  globalThis.SharedArrayBuffer = undefined;
  try {
    const { multiThreading } = await globalThis.tfweb.tflite_web_api.getWasmFeatures();
    if (multiThreading) {
      throw new Error('expected the build without threads');
    }
  } finally {
    globalThis.SharedArrayBuffer = SharedArrayBuffer;
  }
}

export async function load(bytes, { threads = 1 }) {
  const { TFLiteWebModelRunner } = await client(threads);
  const runner = await TFLiteWebModelRunner.create(bytes, { numThreads: threads });
  const placed = runner.getInputs();
  const results = runner.getOutputs();
  return {
    run(inputs) {
      inputs.forEach((input, index) => placed[index].data().set(input));
      if (!runner.infer()) {
        throw new Error('inference failed');
      }
      return results.map((output) => output.data().slice());
    },
  };
}
