/**
 * The little that a module made by TeaVM needs from JavaScript. The engine passes numbers only, so
 * TeaVM's own JavaScript runtime, 17 KB that build functions from text, is not needed; what is
 * imported here is reached at start-up or when Java makes an exception.
 */

/** Pages of 64 KiB; the engine's arrays live outside of this memory. */
const MEMORY_MAXIMUM_PAGES = 1024;

export interface TeaVm {
  readonly exports: WebAssembly.Exports;
  /** Where static data and `malloc`ed blocks lie. */
  readonly memory: WebAssembly.Memory;
}

/** Compiles and starts a TeaVM module. */
export async function startTeaVm(bytes: BufferSource, check?: (module: WebAssembly.Module) => void): Promise<TeaVm> {
  const compile = WebAssembly.compile as (
    bytes: BufferSource,
    options: { builtins: string[] },
  ) => Promise<WebAssembly.Module>;
  // Engines that know no builtins ignore the option and take the functions given below.
  const module = await compile(bytes, { builtins: ['js-string'] });
  check?.(module);
  const { min, dataSize } = requirements(module);
  const memory = new WebAssembly.Memory({ initial: min, maximum: MEMORY_MAXIMUM_PAGES });
  const { exports } = await WebAssembly.instantiate(module, imports(memory, dataSize));
  return { exports, memory };
}

interface Requirements {
  /** Pages at start. */
  readonly min: number;
  /** Bytes of static data at the start of memory. */
  readonly dataSize: number;
}

function requirements(module: WebAssembly.Module): Requirements {
  const [section] = WebAssembly.Module.customSections(module, 'teavm.memoryRequirements');
  if (section === undefined) {
    throw new WebAssembly.LinkError('the section teavm.memoryRequirements is missing');
  }
  return JSON.parse(new TextDecoder().decode(section)) as Requirements;
}

function imports(memory: WebAssembly.Memory, dataSize: number): WebAssembly.Imports {
  const nothing = (): null => null;
  return {
    env: { memory },
    teavmMemory: {
      heapOffset: (dataSize + 7) & ~7,
      maxSize: MEMORY_MAXIMUM_PAGES * 65536,
      notifyHeapResized: nothing,
    },
    teavmMath: Math as unknown as WebAssembly.ModuleImports,
    teavmDate: { currentTimeMillis: () => Date.now() },
    teavm: { takeStackTrace: nothing, decorateException: nothing },
    teavmJso: {
      stringBuiltinsSupported: () => 0,
      // The one function TeaVM makes from text is the identity: (str) => str.
      createFunction1: () => (value: unknown) => value,
      callFunction1: (f: (value: unknown) => unknown, value: unknown) => f(value),
      createClass: nothing,
      defineFunction: nothing,
      defineStaticMethod: nothing,
      getProperty: nothing,
      global: nothing,
      callMethod0: nothing,
      unwrapInt: (value: number) => value,
      wrapInt: (value: number) => value,
      unwrapJavaObject: nothing,
      wrapObject: nothing,
      javaObjectToJS: nothing,
      isUndefined: (value: unknown) => (value === undefined ? 1 : 0),
      instanceOf: () => 0,
    },
    'wasm:js-string': {
      fromCharCode: (code: number) => String.fromCharCode(code),
      fromCharCodeArray: nothing,
      intoCharCodeArray: () => 0,
      concat: (first: string, second: string) => first + second,
      charCodeAt: (text: string, index: number) => text.charCodeAt(index),
      length: (text: string) => text.length,
      substring: (text: string, start: number, end: number) => text.substring(start, end),
    },
  };
}
