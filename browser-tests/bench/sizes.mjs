// Prints the sizes of files together, as JSON: node sizes.mjs FILE...
import fs from 'node:fs';
import zlib from 'node:zlib';

const sizes = { raw: 0, gzip: 0, brotli: 0 };
for (const file of process.argv.slice(2)) {
  const bytes = fs.readFileSync(file);
  sizes.raw += bytes.length;
  sizes.gzip += zlib.gzipSync(bytes, { level: 9 }).length;
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
  sizes.brotli += zlib.brotliCompressSync(bytes, { params }).length;
}
console.log(JSON.stringify(sizes));
