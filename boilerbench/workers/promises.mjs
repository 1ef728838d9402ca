/** Awaits what an extractor promises, and notices when nothing is left that could settle it. */

import { setImmediate } from "node:timers";

import { complain } from "./channel.mjs";
import { describe } from "./results.mjs";

// Taken before an extractor is imported, which may replace or delete them.
const { process, Promise } = globalThis;

let stray = null; // {error}: the first that nobody caught since a promise is awaited
let giveUp = null; // rejects in place of the promise at hand

/** What a promise comes to; an Error if nothing is left that could ever settle it. */
export function settled(promise) {
  stray = null;
  const never = new Promise((resolve, reject) => {
    giveUp = () => reject(stray ? stray.error : new Error("its promise can never settle"));
  });
  return Promise.race([promise, never]).finally(() => {
    giveUp = null;
  });
}

/** Keep errors that nobody caught from ending the process, and hear when it has no more to do. */
export function watchProcess() {
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
  process.on("beforeExit", () => setImmediate(() => giveUp?.()));
}

function note(error) {
  stray ??= { error };
  complain(`nobody caught ${describe(error)}`);
}
