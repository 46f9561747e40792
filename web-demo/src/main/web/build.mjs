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
fs.rmSync(output, { recursive: true, force: true });
fs.mkdirSync(output, { recursive: true });
await build({
  entryPoints: [path.join(here, 'ts/demo.ts'), path.join(here, 'ts/worker.ts')],
  outdir: output,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: `/* gossamer demo ${version}, Apache-2.0 */` },
  plugins: [
    {
      // The page loads the package as it is published, instead of a bundled copy.
      name: 'gossamer-stays-outside',
      setup(hooks) {
        hooks.onResolve({ filter: /^gossamer$/ }, () => ({ path: './gossamer/gossamer.mjs', external: true }));
      },
    },
  ],
});
for (const file of ['index.html', 'style.css', 'icon.svg']) {
  fs.copyFileSync(path.join(here, file), path.join(output, file));
}
fs.mkdirSync(path.join(output, 'gossamer'));
for (const file of ['gossamer.mjs', 'gossamer-worker.js', 'gossamer.wasm']) {
  fs.copyFileSync(path.join(gossamer, file), path.join(output, 'gossamer', file));
}
