// Decodes a file of frames in WASM: `node run.mjs decoder.wasm frames.bin` prints samples and seconds.
import { readFileSync } from "node:fs";

const [wasm, frames] = process.argv.slice(2).map((path) => readFileSync(path));
const { exports } = (await WebAssembly.instantiate(wasm)).instance;
const at = exports.room(frames.length);
new Uint8Array(exports.memory.buffer).set(frames, at);
let best = Infinity;
let samples = 0;
for (let run = 0; run < 5; run += 1) {
  const start = performance.now();
  samples = exports.decode();
  best = Math.min(best, performance.now() - start);
}
process.stdout.write(`${samples} ${best / 1000}\n`);
