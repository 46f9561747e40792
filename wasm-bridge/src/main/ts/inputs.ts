import { elements, type TensorInfo } from './engine';
import { GossamerError } from './errors';
import { type ImageRange, type ImageSource, imageToFloats, isImage } from './image';
import { describe, isA, kindOf } from './kind';

/** Floats in row-major order, NHWC for images, exactly as many as the input's shape says; or a picture. */
export type ModelInput = Float32Array | ImageSource;

/** One array or picture per input, by name; a model with a single input takes it bare. */
export type ModelInputs = ModelInput | Readonly<Record<string, ModelInput>>;

/** The inputs in the model's order, checked; pictures become floats. */
export function inOrder(infos: readonly TensorInfo[], inputs: unknown, range: ImageRange): Float32Array[] {
  const named = byName(infos, inputs);
  return infos.map((info) => {
    const { name, shape } = info;
    const given = named[name];
    if (isImage(given)) {
      return imageToFloats(given, info, range);
    }
    if (!isA(given, 'Float32Array')) {
      throw new GossamerError('INPUT_TYPE', `Input '${name}' must be a Float32Array or a picture, got ${describe(given)}`);
    }
    const length = elements(info);
    if (given.length !== length) {
      throw new GossamerError(
        'INPUT_SHAPE',
        `Input '${name}' has shape [${shape.join(',')}]: expected ${length} floats, got ${given.length}`,
      );
    }
    return given;
  });
}

/** Checks that exactly the model's inputs are there. */
function byName(infos: readonly TensorInfo[], inputs: unknown): Readonly<Record<string, unknown>> {
  const names = infos.map(({ name }) => name);
  const expected = `expected ${names.length === 1 ? '' : 'exactly '}[${names.join(', ')}]`;
  if (ArrayBuffer.isView(inputs) || Array.isArray(inputs) || isImage(inputs)) {
    if (names.length !== 1) {
      throw new GossamerError('INPUT_NAME', `A bare array or picture suits a model with one input: ${expected}`);
    }
    return { [names[0]!]: inputs };
  }
  // A Blob or a promise that nobody awaited is no record with a name missing.
  if (kindOf(inputs) !== 'Object') {
    throw new GossamerError('INPUT_NAME', `Inputs must be arrays by name: ${expected}, got ${describe(inputs)}`);
  }
  const given = Object.keys(inputs as object);
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new GossamerError('INPUT_NAME', `Unknown input '${unknown}': ${expected}`);
  }
  const missing = names.find((name) => !given.includes(name));
  if (missing !== undefined) {
    throw new GossamerError('INPUT_NAME', `Missing input '${missing}': ${expected}, got [${given.join(', ')}]`);
  }
  return inputs as Readonly<Record<string, unknown>>;
}

/** The arrays that take the outputs, in the model's order; undefined where a new one is wanted. */
export function targets(infos: readonly TensorInfo[], outputs: unknown): (Float32Array | undefined)[] {
  if (outputs === undefined) {
    return infos.map(() => undefined);
  }
  if (outputs === null || typeof outputs !== 'object') {
    throw new GossamerError('ARGUMENT', `outputs must be arrays by name, got ${describe(outputs)}`);
  }
  const named = outputs as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(named).find((name) => !infos.some((info) => info.name === name));
  if (unknown !== undefined) {
    throw new GossamerError('ARGUMENT', `Unknown output '${unknown}': expected [${infos.map(({ name }) => name).join(', ')}]`);
  }
  return infos.map((info) => {
    const array = named[info.name];
    const length = elements(info);
    if (array !== undefined && !(isA(array, 'Float32Array') && array.length === length)) {
      const got = isA(array, 'Float32Array') ? `${array.length} floats` : describe(array);
      throw new GossamerError('ARGUMENT', `The array for output '${info.name}' must hold ${length} floats, got ${got}`);
    }
    return array;
  });
}

/** Refuses NaN and infinity. */
export function requireFinite(kind: 'Input' | 'Output', infos: readonly TensorInfo[], arrays: readonly Float32Array[]): void {
  infos.forEach(({ name }, index) => {
    const at = arrays[index]!.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) {
      throw new GossamerError('NOT_FINITE', `${kind} '${name}' holds ${arrays[index]![at]} at element ${at}`);
    }
  });
}
