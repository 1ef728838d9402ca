/** Extractors that ask for more memory than they may have. */
import fs from "node:fs";
import process from "node:process";

const kept = [];

function creep() {
  for (;;) kept.push(Array.from({ length: 1000 }, (_, index) => ({ index })));
}

function creepOutsideTheHeap() {
  for (;;) kept.push(Buffer.alloc(100_000, 1));
}

/** Up to 120 MB resident, whatever Node itself holds. */
function fill() {
  while (process.memoryUsage.rss() < 120 << 20) kept.push(Buffer.alloc(1 << 20, 1));
}

function fillAndThrow() {
  fill();
  throw new Error("XML_ERR_NO_MEMORY");
}

function fillAndDie() {
  fill();
  process.kill(process.pid, "SIGSEGV");
}

function dieLikeRust() {
  fs.writeSync(2, "memory allocation of 99999999999 bytes failed\n");
  process.abort();
}

const ACTS = {
  creep,
  "creep-outside": creepOutsideTheHeap,
  leap: () => kept.push(new ArrayBuffer(2 ** 33)),
  wasm: () => kept.push(new WebAssembly.Memory({ initial: 65_536 })),
  "fill-and-raise": fillAndThrow,
  "fill-and-die": fillAndDie,
  "like-rust": dieLikeRust,
};

export function extract(html, url, { act }) {
  if (html.includes("evil")) ACTS[act]();
  return html;
}
