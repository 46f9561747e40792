// TensorFlow.js with its Wasm backend. It does not read .tflite: the benchmark gives it a list of operators.
const packages = '/packages/@tensorflow/';

function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = path;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${path} cannot be loaded`));
    document.head.append(element);
  });
}

async function runtime() {
  if (!globalThis.tf) {
    await script(`${packages}tfjs-core/dist/tf-core.min.js`);
    await script(`${packages}tfjs-backend-cpu/dist/tf-backend-cpu.min.js`);
    await script(`${packages}tfjs-backend-wasm/dist/tf-backend-wasm.min.js`);
    const { tf } = globalThis;
    tf.wasm.setWasmPaths(`${packages}tfjs-backend-wasm/dist/`);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await tf.setBackend('wasm');
  }
  return globalThis.tf;
}

const FUSED = { NONE: 'linear', RELU: 'relu', RELU6: 'relu6' };

function activate(tf, x, activation) {
  switch (activation) {
    case 'NONE': return x;
    case 'RELU': return tf.relu(x);
    case 'RELU6': return tf.relu6(x);
    case 'RELU_N1_TO_1': return tf.clipByValue(x, -1, 1);
    case 'TANH': return tf.tanh(x);
    case 'LOGISTIC': return tf.sigmoid(x);
    case 'HARD_SWISH': return tf.mul(x, tf.mul(tf.relu6(tf.add(x, 3)), 1 / 6));
    default: throw new Error(`no activation ${activation}`);
  }
}

/** Padding as TensorFlow.js wants it. */
const pads = ([top, bottom, left, right]) =>
  top || bottom || left || right ? [[0, 0], [top, bottom], [left, right], [0, 0]] : 'valid';

/** A function of the node's inputs; constants are laid out for TensorFlow.js beforehand. */
function operation(tf, node, constant) {
  const { activation } = node;
  const fused = FUSED[activation] ? { activation: FUSED[activation] } : {};
  const rest = (y) => (FUSED[activation] ? y : activate(tf, y, activation));
  const weights = (...order) => tf.keep(tf.transpose(constant(node.inputs[1]), order));
  switch (node.op) {
    case 'CONV_2D': {
      const filter = weights(1, 2, 3, 0);
      const common = { filter, strides: node.stride, dilations: node.dilation, pad: pads(node.padding), ...fused };
      return (x, w, bias) => rest(tf.fused.conv2d({ x, bias, ...common }));
    }
    case 'DEPTHWISE_CONV_2D': {
      const [, height, width, channels] = constant(node.inputs[1]).shape;
      const common = { strides: node.stride, dilations: node.dilation, pad: pads(node.padding), ...fused };
      let filter;
      return (x, w, bias) => {
        filter ??= tf.keep(tf.reshape(w, [height, width, x.shape[3], channels / x.shape[3]]));
        return rest(tf.fused.depthwiseConv2d({ x, filter, bias, ...common }));
      };
    }
    case 'TRANSPOSE_CONV': {
      const filter = weights(1, 2, 0, 3);
      return (x, w, bias) => {
        const y = tf.conv2dTranspose(x, filter, node.shape, node.stride, 'valid');
        return activate(tf, bias ? tf.add(y, bias) : y, activation);
      };
    }
    case 'FULLY_CONNECTED': {
      const b = weights(1, 0);
      return (x, w, bias) =>
        tf.reshape(rest(tf.fused.matMul({ a: tf.reshape(x, [-1, b.shape[0]]), b, bias, ...fused })), node.shape);
    }
    case 'ADD': return (a, b) => activate(tf, tf.add(a, b), activation);
    case 'SUB': return (a, b) => activate(tf, tf.sub(a, b), activation);
    case 'MUL': return (a, b) => activate(tf, tf.mul(a, b), activation);
    case 'DIV': return (a, b) => activate(tf, tf.div(a, b), activation);
    case 'MAXIMUM': return (a, b) => activate(tf, tf.maximum(a, b), activation);
    case 'MINIMUM': return (a, b) => activate(tf, tf.minimum(a, b), activation);
    case 'RELU':
    case 'RELU6':
    case 'RELU_N1_TO_1':
    case 'TANH':
    case 'LOGISTIC':
    case 'HARD_SWISH': return (x) => activate(tf, x, node.op);
    case 'LEAKY_RELU': return (x) => tf.leakyRelu(x, node.alpha);
    case 'PRELU': return (x, slope) => tf.prelu(x, slope);
    case 'MAX_POOL_2D': return (x) => activate(tf, tf.maxPool(x, node.window, node.stride, pads(node.padding)), activation);
    case 'AVERAGE_POOL_2D': return (x) => activate(tf, tf.avgPool(x, node.window, node.stride, pads(node.padding)), activation);
    case 'MEAN': return (x) => tf.mean(x, node.axes, node.keepDims);
    case 'RESIZE_BILINEAR': return (x) =>
      tf.image.resizeBilinear(x, node.shape.slice(1, 3), node.alignCorners, node.halfPixelCenters);
    case 'DEPTH_TO_SPACE': return (x) => tf.depthToSpace(x, node.block);
    case 'CONCATENATION': return (...x) => activate(tf, tf.concat(x, node.axis), activation);
    case 'RESHAPE': return (x) => tf.reshape(x, node.shape);
    case 'PAD': return (x) => tf.pad(x, node.before.map((before, axis) => [before, node.after[axis]]), node.value);
    case 'SOFTMAX': return (x) => tf.softmax(x);
    default: throw new Error(`no operator ${node.op}`);
  }
}

export async function load(bytes) {
  const tf = await runtime();
  const textLength = new DataView(bytes).getUint32(0, true);
  const graph = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, textLength)));
  const data = bytes.slice(4 + textLength);
  const constants = new Map();
  for (const { id, offset, shape } of graph.constants) {
    const count = shape.reduce((a, b) => a * b, 1);
    constants.set(id, tf.tensor(new Float32Array(data, offset, count), shape));
  }
  const steps = graph.nodes.map((node) => ({ node, run: operation(tf, node, (id) => constants.get(id)) }));
  return {
    async run(inputs) {
      const results = tf.tidy(() => {
        const values = new Map(constants);
        graph.inputs.forEach((id, index) => values.set(id, tf.tensor(inputs[index], graph.inputShapes[index])));
        for (const { node, run } of steps) {
          values.set(node.output, run(...node.inputs.map((id) => values.get(id))));
        }
        return graph.outputs.map((id) => values.get(id));
      });
      const outputs = results.map((result) => result.dataSync());
      results.forEach((result) => result.dispose());
      return outputs;
    },
  };
}
