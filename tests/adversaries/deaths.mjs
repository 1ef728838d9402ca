/** Extractors that end, or hang, the process they run in. */
import os from "node:os";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

function sleepThroughSignals() {
  for (const name of Object.keys(os.constants.signals)) {
    if (!["SIGKILL", "SIGSTOP"].includes(name)) process.on(name, () => {});
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}

const recurse = () => 1 + recurse();

function recurseInNative() {
  let nested = [];
  for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
  JSON.stringify(nested);
}

async function exitLate() {
  await sleep(1);
  process.exit(4);
}

function throwLate() {
  return new Promise(() => setTimeout(() => JSON.parse("{"), 1));
}

const ACTS = {
  exit: () => process.exit(3),
  "hard-exit": () => process.reallyExit(7),
  "quiet-exit": () => process.exit(0),
  "late-exit": exitLate,
  segfault: () => process.kill(process.pid, "SIGSEGV"),
  abort: () => process.abort(),
  terminate: () => process.kill(process.pid, "SIGTERM"),
  stop: () => process.kill(process.pid, "SIGSTOP"),
  spin() {
    for (;;);
  },
  "deaf-sleep": sleepThroughSignals,
  "sleep-on": () => sleep(60_000),
  "never-settle": () => new Promise(() => {}),
  "late-throw": throwLate,
  recurse,
  "recurse-in-c": recurseInNative,
};

export function extract(html, url, { act }) {
  const came = html.includes("evil") ? ACTS[act]() : html;
  return came instanceof Promise ? came.then(() => html) : html;
}
