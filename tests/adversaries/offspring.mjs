/** Extractors that leave processes, threads and timers, or turn on the processes around them. */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

const FILE = fileURLToPath(import.meta.url);
const SLEEPER = ["-e", "setTimeout(() => {}, 300_000)", FILE];

/** It keeps our stdout (stderr by now) open, and a clean environment hides where it is from. */
function startChildOfAnotherSession() {
  const stdio = ["ignore", "inherit", "inherit"];
  spawn(process.execPath, SLEEPER, { detached: true, env: {}, stdio }).unref();
}

function startDaemon() {
  spawnSync("sh", ["-c", 'setsid "$@" &', "sh", process.execPath, ...SLEEPER], { stdio: "ignore" });
}

function isPipe(descriptor) {
  try {
    return fs.fstatSync(descriptor).isFIFO();
  } catch {
    return false; // what listed the folder is closed by now
  }
}

function startChildThatKeepsEveryPipeAndDie() {
  const pipes = fs.readdirSync("/proc/self/fd").map(Number).filter(isPipe);
  spawn(process.execPath, SLEEPER, { detached: true, stdio: ["ignore", ...pipes] });
  process.exit(9);
}

function startThreads() {
  const forever = "setInterval(() => {}, 1000)";
  for (const thread of [new Worker(forever, { eval: true }), new Worker(forever, { eval: true })]) {
    thread.unref();
  }
  setInterval(() => {}, 1);
}

/** The page is answered; the worker dies when nobody asks. */
function leaveBomb() {
  spawn("sh", ["-c", "sleep 0.05; kill -s ALRM $PPID"], { stdio: "ignore" }).unref();
}

function spin(milliseconds) {
  for (const end = Date.now() + milliseconds; Date.now() < end; );
}

/** Timers of an earlier page: due when the loop turns after its answer, and in later pages. */
function leaveTimers(act) {
  for (const delay of [0, 1, 20]) setTimeout(act, delay);
  spin(2);
}

/** Only where nobody else can be hit: in a pid namespace of our own. */
function killAll() {
  const numbers = /^NSpid:(.*)$/m.exec(fs.readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  if (numbers.trim().split(/\s+/).length < 2 || process.pid > 99) {
    throw new Error("this is no namespace of our own");
  }
  try {
    process.kill(-1, "SIGKILL"); // all but ourselves and init
  } catch {}
  process.kill(1, "SIGKILL");
  process.kill(process.pid, "SIGKILL");
}

/** In a namespace that is its init, which no signal from inside can end; a child stays. */
function killParent() {
  if (process.ppid === 1 && process.pid > 99) throw new Error("our parent is gone");
  spawn(process.execPath, SLEEPER, { detached: true, stdio: "ignore" });
  process.kill(process.ppid, "SIGTERM");
  process.kill(process.ppid, "SIGKILL");
  spin(5000);
}

const ACTS = {
  "new-session": startChildOfAnotherSession,
  daemon: startDaemon,
  "orphan-keeps-pipes": startChildThatKeepsEveryPipeAndDie,
  threads: startThreads,
  bomb: leaveBomb,
  "throwing-timers": () => leaveTimers(() => JSON.parse("{")),
  "rejecting-timers": () => leaveTimers(() => Promise.reject(null)),
  "spinning-timers": () => leaveTimers(() => spin(5)),
  "kill-all": killAll,
  "kill-group": () => process.kill(0, "SIGKILL"),
  "kill-parent": killParent,
};

export function extract(html, url, { act }) {
  if (html.includes("evil")) ACTS[act]();
  return html.includes("wait") ? new Promise((resolve) => setTimeout(resolve, 60, html)) : html;
}
