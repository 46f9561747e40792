// Builds the page: node build.mjs VERSION NPM_PACKAGE_FOLDER OUTPUT_FOLDER
// Run by Maven; uses the tools that wasm-bridge has installed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [version, gossamer, output] = process.argv.slice(2);
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const bridge = createRequire(path.resolve(here, '../../../../wasm-bridge/package.json'));

execFileSync(process.execPath, [bridge.resolve('typescript/bin/tsc'), '--project', path.join(here, 'tsconfig.json')], {
  stdio: ['ignore', 'inherit', 'inherit'],
});

const { build } = await import(pathToFileURL(bridge.resolve('esbuild')));
/** The package's files that the page needs, beside the code that it bundles. */
const PACKAGE_FILES = ['gossamer.mjs', 'gossamer-worker.js', 'gossamer.wasm', 'gossamer-vision.mjs', 'gossamer-vision.wasm'];
const COPIED = ['index.html', 'style.css', 'icon.svg'];
const BUNDLED = ['demo.js', 'demo.css', 'worker.js'];
const ENTRIES = ['demo', 'worker'];
const CHART_LICENCE = 'uPlot-licence.txt';

const common = {
  outdir: output,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: `/* gossamer demo ${version}, Apache-2.0 */` },
};
fs.rmSync(output, { recursive: true, force: true });
fs.mkdirSync(output, { recursive: true });
await build({
  ...common,
  entryPoints: ENTRIES.map((name) => path.join(here, `ts/${name}.ts`)),
  format: 'esm',
  nodePaths: [path.resolve(path.dirname(bridge.resolve('uplot/package.json')), '..')],
  plugins: [
    {
      // The page loads the package as it is published, instead of a bundled copy.
      name: 'gossamer-stays-outside',
      setup(hooks) {
        hooks.onResolve({ filter: /^gossamer$/ }, () => ({ path: './gossamer/gossamer.mjs', external: true }));
        hooks.onResolve({ filter: /^gossamer\/vision$/ }, () => ({ path: './gossamer/gossamer-vision.mjs', external: true }));
      },
    },
  ],
});
const kept = [...BUNDLED, ...COPIED, ...PACKAGE_FILES.map((file) => `gossamer/${file}`)];
await build({
  ...common,
  entryPoints: [path.join(here, 'ts/sw.ts')],
  format: 'iife',
  define: { PAGE_FILES: JSON.stringify(kept) },
});
for (const file of COPIED) {
  fs.copyFileSync(path.join(here, file), path.join(output, file));
}
fs.copyFileSync(bridge.resolve('uplot/LICENSE'), path.join(output, CHART_LICENCE));
fs.mkdirSync(path.join(output, 'gossamer'));
for (const file of PACKAGE_FILES) {
  fs.copyFileSync(path.join(gossamer, file), path.join(output, 'gossamer', file));
}
