// Writes FILE.br (brotli 11) and FILE.gz (gzip 9) beside every file of a folder that gets smaller by it.
// Usage: node compress.mjs FOLDER

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const ALREADY_SMALL = /\.(png|jpg|webp|avif|woff2|zip)$/;

const files = readdirSync(process.argv[2], { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const made = files.filter((path) => /\.(br|gz)$/.test(path));
for (const path of made) rmSync(path);
for (const path of files) {
  if (made.includes(path) || ALREADY_SMALL.test(path)) continue;
  const bytes = readFileSync(path);
  const packed = {
    br: brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    gz: gzipSync(bytes, { level: 9 }),
  };
  for (const [ending, smaller] of Object.entries(packed)) {
    if (smaller.length < bytes.length) writeFileSync(`${path}.${ending}`, smaller);
  }
}
