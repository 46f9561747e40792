// Builds the npm package: node build.mjs VERSION WASM_FOLDER LICENSE OUTPUT_FOLDER OPTIMIZE
// OPTIMIZE true shrinks the engine, false saves the 15 seconds that takes.
// Run by Maven; does nothing when the package is newer than everything it is made from.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const [version, wasmFolder, license, output, optimize] = process.argv.slice(2);
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const module = path.resolve(here, '../../..');
const sources = path.join(module, 'src/main/ts');
/** What TeaVM made: the engine, and the vision pipelines. */
const WASM = ['gossamer.wasm', 'gossamer-vision.wasm'];

function hash(files) {
  const digest = createHash('sha256').update(`${version} ${optimize}`);
  for (const file of files) {
    digest.update(file).update(fs.readFileSync(file));
  }
  return digest.digest('hex');
}

function filesIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Runs `action` unless it ran for the same inputs before. */
async function once(stamp, inputs, action) {
  const key = hash(inputs);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) {
    return;
  }
  await action();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, key);
}

function run(program, ...args) {
  execFileSync(program, args, {
    cwd: module,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm is a script on Windows.
    shell: process.platform === 'win32',
  });
}

function tool(name, ...args) {
  run(process.execPath, path.join(module, 'node_modules', name), ...args);
}

async function bundle() {
  const { build } = await import('esbuild');
  const common = {
    absWorkingDir: module,
    bundle: true,
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    define: { GOSSAMER_VERSION: JSON.stringify(version), GOSSAMER_HINTS: 'true' },
    banner: { js: `/* gossamer ${version}, Apache-2.0 */` },
  };
  const entry = (source, outfile, options) =>
    build({ ...common, entryPoints: [path.join(sources, source)], outfile: path.join(output, outfile), ...options });
  await entry('entry-module.ts', 'gossamer.mjs', { format: 'esm' });
  await entry('entry-script.ts', 'gossamer.js', { format: 'iife', globalName: 'Gossamer' });
  await entry('worker.ts', 'gossamer-worker.js', { format: 'iife' });
  const small = { define: { ...common.define, GOSSAMER_HINTS: 'false' } };
  await entry('entry-aot.ts', 'gossamer-aot.mjs', { ...small, format: 'esm' });
  await entry('entry-aot-script.ts', 'gossamer-aot.js', { ...small, format: 'iife' });
  await entry('entry-aot-threads.ts', 'gossamer-aot-threads.mjs', { ...small, format: 'esm' });
  await entry('entry-aot-threads-script.ts', 'gossamer-aot-threads.js', { ...small, format: 'iife' });
  await entry('aot-worker.ts', 'gossamer-aot-worker.js', { ...small, format: 'iife' });
  const worker = fs.readFileSync(path.join(output, 'gossamer-worker.js'), 'utf8');
  const engine = gzipSync(fs.readFileSync(path.join(output, 'gossamer.wasm')), { level: 9 }).toString('base64');
  await entry('entry-inline.ts', 'gossamer-inline.mjs', {
    format: 'esm',
    define: {
      ...common.define,
      GOSSAMER_WORKER: JSON.stringify(worker),
      GOSSAMER_ENGINE: JSON.stringify(engine),
    },
  });
  await entry('entry-vision-module.ts', 'gossamer-vision.mjs', {
    format: 'esm',
    plugins: [besideThePackage((resolved) => ({ path: resolved, external: true }))],
  });
  await entry('entry-vision-script.ts', 'gossamer-vision.js', {
    format: 'iife',
    plugins: [besideThePackage((resolved) => ({ path: resolved, namespace: 'script' }))],
  });
  // Not part of the package: starts other Java modules, and what tests look at alone.
  await build({
    ...common,
    minify: false,
    entryPoints: ['java.ts', 'governor.ts'].map((name) => path.join(sources, name)),
    format: 'esm',
    outdir: path.join(output, '../test-support'),
    outExtension: { '.js': '.mjs' },
  });
}

/**
 * What the vision entries share with the package instead of carrying it twice: `load` with its engine, and the class of
 * errors, so that `instanceof` tells the truth.
 */
function besideThePackage(resolved) {
  const shared = ['gossamer.ts', 'gossamer-error.ts'].map((name) => path.join(sources, name));
  return {
    name: 'beside-the-package',
    setup(build) {
      build.onResolve({ filter: /\/gossamer(-error)?$/ }, ({ path: name, resolveDir }) =>
        shared.includes(path.resolve(resolveDir, `${name}.ts`)) ? resolved('./gossamer.mjs') : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'script' }, () => ({
        contents: `if (!globalThis.Gossamer) throw new Error('gossamer-vision.js needs gossamer.js before it');
          export const { GossamerError, load } = globalThis.Gossamer;`,
      }));
    },
  };
}

function types() {
  tool('typescript/bin/tsc', '--project', 'tsconfig.json');
  declare('public.ts', 'gossamer.d.ts', 'Gossamer');
  declare('entry-aot.ts', 'gossamer-aot.d.ts', 'GossamerAot');
  declare('entry-aot-threads.ts', 'gossamer-aot-threads.d.ts', 'GossamerAot');
  declare('vision/public.ts', 'gossamer-vision.d.ts');
}

function declare(source, target, global) {
  const file = path.join(output, target);
  tool(
    'dts-bundle-generator/dist/bin/dts-bundle-generator.js',
    '--silent',
    '--no-check',
    '--project',
    'tsconfig.json',
    ...(global ? [`--umd-module-name=${global}`] : []),
    '--no-banner',
    '--out-file',
    file,
    path.join(sources, source),
  );
  // For Symbol.dispose, where the reader's own configuration has no such library.
  const library = '/// <reference lib="esnext.disposable" />';
  fs.writeFileSync(file, `${library}\n${fs.readFileSync(file, 'utf8')}`);
}

/** What the documentation of the package is made of. */
const DOCUMENTS = ['web.md', 'vision.md', 'troubleshooting.md', 'ahead-of-time.md'].map((name) => path.resolve(module, '../docs', name));

async function documents() {
  const { reference } = await import('./reference.mjs');
  const folder = path.join(output, 'docs');
  fs.mkdirSync(folder);
  for (const file of DOCUMENTS) {
    fs.copyFileSync(file, path.join(folder, path.basename(file)));
  }
  fs.writeFileSync(path.join(folder, 'api.md'), reference(...['gossamer.d.ts', 'gossamer-vision.d.ts'].map((name) => fs.readFileSync(path.join(output, name), 'utf8'))));
}

function texts() {
  const manifest = JSON.parse(fs.readFileSync(path.join(here, 'package.json'), 'utf8'));
  fs.writeFileSync(path.join(output, 'package.json'), JSON.stringify({ ...manifest, version }, null, 2) + '\n');
  fs.copyFileSync(path.join(here, 'README.md'), path.join(output, 'README.md'));
  fs.copyFileSync(license, path.join(output, 'LICENSE'));
}

/** Both modules, with the version that scripts ask for. */
function modules() {
  for (const name of WASM) {
    const [from, target] = [path.join(wasmFolder, name), path.join(output, name)];
    if (optimize === 'true') {
      shrink(from, target);
    } else {
      fs.copyFileSync(from, target);
    }
    fs.appendFileSync(target, customSection('gossamer.version', version));
  }
}

/** A section that says something to whoever asks for it by name. */
function customSection(name, text) {
  const content = Buffer.from(name + text);
  return Buffer.from([0, content.length + 1, name.length, ...content]);
}

/**
 * Binaryen takes a fifth off the engine (469 to 375 KB), the types of a closed world 3 KB of brotli and merging those that
 * became alike half a KB. A function that is called once goes into its caller only while it is small: Binaryen would make
 * functions of 10 KB and 136 locals of them, and what V8's first tier does at each branch grows with the locals. The face
 * model's first result took 1.3 to 1.4 times as long, for 2.6 KB less of brotli.
 */
function shrink(from, target) {
  // What TeaVM uses and no more: with --all-features the module is rejected by browsers.
  const features = [
    'gc',
    'reference-types',
    'exception-handling',
    'bulk-memory',
    'sign-ext',
    'nontrapping-float-to-int',
    'mutable-globals',
    'multivalue',
  ];
  const types = ['--unsubtyping', '--type-merging'];
  const order = ['--minimize-rec-groups', '--reorder-types', '--reorder-functions', '--reorder-globals'];
  const inlining = ['--one-caller-inline-max-function-size', '60'];
  const passes = ['--closed-world', ...inlining, '-Oz', ...types, '--gufa', '-Oz', ...types, ...order];
  tool('binaryen/bin/wasm-opt', ...features.map((name) => `--enable-${name}`), ...passes, from, '-o', target);
}

const lock = path.join(module, 'package-lock.json');
await once(path.join(module, 'node_modules/.gossamer-installed'), [lock], () =>
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'),
);

const tooling = [lock, path.join(module, 'tsconfig.json'), ...filesIn(here)];
await once(path.join(output, '../npm.built'), [...tooling, ...filesIn(sources), ...DOCUMENTS, license, ...WASM.map((name) => path.join(wasmFolder, name))], async () => {
  fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  types();
  modules();
  await bundle();
  await documents();
  texts();
});
