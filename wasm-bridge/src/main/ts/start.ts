import { hasWasmGc, platformName } from './environment';
import { GossamerError, messageOf } from './errors';
import { JavaModule } from './java';
import type { EngineSource } from './entry-point';
import { type Kind, readSource } from './source';
import { version } from './version';
import { viteHint } from './vite';

/** A file of Java, and what it is called in messages. */
export interface JavaFile extends Kind {
  readonly code: 'ENGINE';
  readonly hint: string;
  /** As in "could not start X". */
  readonly name: string;
}

/** Fetches and starts Java of the same version. */
export async function startJava(source: EngineSource, kind: JavaFile): Promise<JavaModule> {
  const file = source instanceof Uint8Array ? kind : { ...kind, ...viteHint(String(source)) };
  if (!hasWasmGc()) {
    throw new GossamerError('NO_WASM_GC', `Gossamer needs WebAssembly garbage collection and exceptions (exnref), which ${platformName()} does not have`);
  }
  requireWebAssemblyAllowed();
  const where = source instanceof Uint8Array ? 'in the script' : `at ${source}`;
  const bytes = await readSource(source, file, {});
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) {
    const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw engineError(`Expected ${file.expected} (00 61 73 6d) ${where}, found ${start}`, file);
  }
  try {
    return await JavaModule.start(bytes, (module) => requireVersion(module, `${file.name} ${where}`));
  } catch (e) {
    if (e instanceof GossamerError) {
      throw e;
    }
    throw engineError(`Could not start ${file.name} ${where}: ${messageOf(e)}`, file, e);
  }
}

/** Policies refuse every module, even one of a header only. */
function requireWebAssemblyAllowed(): void {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch (e) {
    throw new GossamerError('CSP', 'The content security policy of this page forbids WebAssembly', { cause: e });
  }
}

/** The build leaves the version in a section of each file. */
function requireVersion(module: WebAssembly.Module, where: string): void {
  const [section] = WebAssembly.Module.customSections(module, 'gossamer.version');
  const found = section === undefined ? 'of an unknown version' : new TextDecoder().decode(section);
  if (found !== version) {
    throw new GossamerError('VERSION', `The script is gossamer ${version}, but ${where} is ${found}`);
  }
}

function engineError(what: string, file: JavaFile, cause?: unknown): GossamerError {
  return new GossamerError('ENGINE', what, { hint: file.hint, ...(cause === undefined ? {} : { cause }) });
}
