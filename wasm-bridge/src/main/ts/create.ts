import { type Backend, type BackendName, PortableBackend } from './backend';
import { CompiledBackend } from './compiled';
import type { Engine } from './engine';
import { platformName } from './environment';
import { GossamerError, withoutHint } from './errors';
import { hasRelaxedSimd, hasSimd } from './features';
import { shown } from './kind';
import { chooseThreads, isWorthwhile, type ThreadChoice, type ThreadUse } from './threads';

/** `auto` takes the first of the others that the browser can run. */
export type BackendChoice = 'auto' | BackendName;

/** How a model is to be run. */
export interface BackendOptions {
  /**
   * `relaxed` and `simd` run a module compiled for this model, with or without relaxed SIMD (a fused multiply-add);
   * `portable` runs the interpreter, ten times slower. The default is `auto`.
   */
  readonly backend?: BackendChoice | undefined;
  /**
   * Whether the compiled model is run on dummy data until the browser has optimised it, at most 0.6 s; the default is
   * true. Without it the first dozen runs are slow.
   */
  readonly warmup?: boolean | undefined;
  /**
   * How many threads share a run, the calling one included. They need a cross-origin isolated page; elsewhere one
   * thread runs the model, and `Model.threads` says why. `auto`, the default, takes up to four where the model is large
   * enough. Threads that turn out to slow a model down, as when another program needs the processor, are left asleep.
   */
  readonly threads?: ThreadChoice | undefined;
  /** Computes channels that are constant or never read, too: for comparisons. The default is false. */
  readonly keepDeadChannels?: boolean | undefined;
}

/** Makes a model ready to run in this thread. */
export async function createBackend(
  engine: Engine,
  bytes: Uint8Array,
  name: string,
  options: BackendOptions,
  signal?: AbortSignal,
): Promise<Backend> {
  try {
    return await create(engine, bytes, name, options, signal);
  } catch (e) {
    // Pages load several models: which one it was is to be said.
    throw e instanceof GossamerError && ABOUT_MODELS.includes(e.code)
      ? new GossamerError(e.code, `Model '${name}': ${withoutHint(e)}`, { hint: e.hint, cause: e })
      : e;
  }
}

const ABOUT_MODELS: readonly string[] = ['MODEL_FORMAT', 'UNSUPPORTED'];

async function create(
  engine: Engine,
  bytes: Uint8Array,
  name: string,
  options: BackendOptions,
  signal?: AbortSignal,
): Promise<Backend> {
  const asked = options.backend ?? 'auto';
  const kind = chooseBackend(asked);
  const threads = chooseThreads(options.threads ?? 'auto');
  if (kind === 'portable') {
    return new PortableBackend(engine, bytes, name, asked === kind ? '' : `${platformName()} has no WebAssembly SIMD`);
  }
  try {
    return await createCompiled(engine, bytes, name, kind, threads, options, signal);
  } catch (e) {
    // The interpreter runs a few things that the compiler refuses, computed weights for one.
    if (asked === 'auto' && e instanceof GossamerError && e.code === 'UNSUPPORTED') {
      return new PortableBackend(engine, bytes, name, e.message);
    }
    throw e;
  }
}

async function createCompiled(
  engine: Engine,
  bytes: Uint8Array,
  name: string,
  kind: Exclude<BackendName, 'portable'>,
  threads: ThreadUse,
  options: BackendOptions,
  signal: AbortSignal | undefined,
): Promise<CompiledBackend> {
  const compileOptions = {
    relaxed: kind === 'relaxed',
    keepDeadChannels: options.keepDeadChannels === true,
    threads: threads.count > 1,
  };
  const compiled = await engine.compile(bytes, name, compileOptions, (manifest, wasm, fill) =>
    CompiledBackend.create(kind, manifest, wasm, fill, threads),
  );
  try {
    if (threads.count > 1) {
      const few = options.threads !== threads.count && !isWorthwhile(compiled.explain(), threads.count);
      await (few ? compiled.stayAlone('the model is too small for threads to pay') : compiled.startThreads(threads.count));
    }
    if (options.warmup !== false) {
      await compiled.warmUp(signal);
    }
    return compiled;
  } catch (e) {
    compiled.dispose();
    throw e;
  }
}

/** The fastest backend this browser has, or the one asked for. */
function chooseBackend(asked: BackendChoice): BackendName {
  switch (asked) {
    case 'auto':
      return hasRelaxedSimd() ? 'relaxed' : hasSimd() ? 'simd' : 'portable';
    case 'relaxed':
      return need(hasRelaxedSimd(), asked, 'relaxed SIMD');
    case 'simd':
      return need(hasSimd(), asked, 'SIMD');
    case 'portable':
      return asked;
    default: {
      throw new GossamerError('ARGUMENT', `backend must be auto, relaxed, simd or portable, got ${shown(asked)}`);
    }
  }
}

function need(has: boolean, backend: BackendName, feature: string): BackendName {
  if (!has) {
    throw new GossamerError('NO_SIMD', `The backend '${backend}' needs WebAssembly ${feature}, which ${platformName()} does not have`, {
      hint: "Use backend: 'auto'.",
    });
  }
  return backend;
}
