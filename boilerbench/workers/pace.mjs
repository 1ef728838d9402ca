/** Calls under the timing protocol, as pace.py has them: V8's collector can't be switched off. */

// Taken before an extractor is imported, which may replace or delete it.
const now = globalThis.process.hrtime.bigint;

const TURNS = 300_000; // a third of a millisecond on a core that is free, once compiled

/** Wall nanoseconds of a loop that is always the same: how fast this core runs just now. */
export function lap() {
  let sum = 0;
  const start = now();
  for (let turn = 0; turn < TURNS; turn += 1) sum = (sum + turn) | 0;
  const end = now();
  return sum === 0.5 ? 0 : Number(end - start); // never so: but a loop whose sum nobody reads may be left out
}
