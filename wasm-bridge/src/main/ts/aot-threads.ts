/**
 * Runs modules that `gossamer compile --threads` made, by several threads where the page is cross-origin isolated:
 * `gossamer/aot-threads`. Modules for one thread are run, too.
 */
import { type Exports, instantiate, type LoadOptions, type Model, modelOf, open, type Running, type Source, warmUp } from './aot';
import { CompiledBackend, type Manifest } from './compiled';
import { GossamerError, messageOf, throwIfAborted } from './errors';
import { chooseThreads, isWorthwhile, type ThreadChoice, type ThreadUse } from './threads';

export interface ThreadedLoadOptions extends LoadOptions {
  /**
   * How many threads share a run, the calling one included; `auto`, the default, takes up to four where the model is
   * large enough.
   */
  readonly threads?: ThreadChoice | undefined;
}

/** A model that was compiled ahead of time. */
export interface ThreadedModel extends Model {
  /** How many threads share runs, and why no more. */
  readonly threads: ThreadUse;
}

interface ThreadedExports extends Exports {
  /** Writes the weights to memory: once, however many instances share it. */
  init(): void;
}

/** The format of manifests of modules that import a shared memory. */
const THREADS = 2;

const PAGE = 65536;

/** Loads a module that `gossamer compile` made. */
export async function load(source: Source, options?: ThreadedLoadOptions): Promise<ThreadedModel> {
  const { threads = 'auto', signal, warmup = true } = options ?? {};
  const use = chooseThreads(threads);
  let backend: CompiledBackend | undefined;
  const running = await open(source, signal, THREADS, async (module, manifest) => {
    if (manifest.format !== THREADS) {
      return instantiate(module);
    }
    const full = { ...(manifest as unknown as Manifest), removed: { channels: 0, macs: 0 } };
    const pages = full.memoryBytes / PAGE;
    // A page that is not isolated can make one, too, but not send it to workers.
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const instance = await WebAssembly.instantiate(module, { env: { memory } });
    (instance.exports as unknown as ThreadedExports).init();
    try {
      backend = new CompiledBackend(manifest.backend, full, memory, { module, instance }, use);
    } catch (e) {
      // A view outside the memory: a RangeError would be taken for a lack of memory.
      throw new Error(messageOf(e), { cause: e });
    }
    return { memory, run: runOf(backend) };
  });
  try {
    if (backend === undefined) {
      await (warmup && warmUp(running, signal));
    } else {
      await startThreads(backend, use, threads);
      await (warmup && backend.warmUp(signal));
    }
    throwIfAborted(signal);
  } catch (e) {
    backend?.dispose();
    throw e;
  }
  return withThreads(running, backend);
}

/** What the loader wraps by itself is not wrapped twice. */
function runOf(backend: CompiledBackend): () => void {
  const { run } = backend.inPlace();
  return () => {
    try {
      run();
    } catch (e) {
      throw e instanceof GossamerError ? e.cause : e;
    }
  };
}

async function startThreads(backend: CompiledBackend, { count }: ThreadUse, asked: ThreadChoice): Promise<void> {
  if (count === 1) {
    return;
  }
  if (asked !== count && !isWorthwhile(backend.explain(), count)) {
    backend.stayAlone('the model is too small for threads to pay');
  } else {
    await backend.startThreads(count);
  }
}

function withThreads(running: Running, backend: CompiledBackend | undefined): ThreadedModel {
  const model = modelOf(running);
  const dispose = (): void => {
    model.dispose();
    backend?.dispose();
  };
  return {
    ...model,
    get threads() {
      return backend?.threads ?? { count: 1, reason: "the module was compiled without '--threads'" };
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}
