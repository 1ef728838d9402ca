/**
 * Runs one extractor in Node.js (18 or later), page after page: the counterpart of worker.py.
 *
 * Usage: worker.mjs CONFIG, the JSON object worker.py takes; its docstring also has the wire format.
 * `target` is an adapter file, and what it imports is found in the node_modules of search_path[0].
 *
 * The wire is read and written synchronously. So the event loop turns, and what a page left behind
 * runs, only while a returned promise is awaited and once after each answer. An error that nobody
 * caught there is written to stderr and is no page's, unless the promise of the page at hand can
 * never settle after it: then it is the reason.
 */

import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setImmediate } from "node:timers";
import { pathToFileURL } from "node:url";

const PARTS = ["text", "markdown", "title", "author", "date"];
const REASON_LENGTH = 500;
const LONE = /\p{Surrogate}/gu;
/** How V8 and Node say that an allocation was refused, where it can be caught. */
const REFUSED =
  /^RangeError: (Array buffer allocation failed|WebAssembly\.Memory.*(allocate|grow))|reaching memory limit/;
const DESCRIPTORS = process.platform === "linux" ? "/proc/self/fd/" : "/dev/fd/";

// What an extractor may replace or delete is taken here, before any is imported.
const { closeSync, openSync, readFileSync, readSync, writeSync } = fs;
const { O_RDONLY, O_WRONLY } = fs.constants;
const { cpuUsage, exit, memoryUsage, resourceUsage } = process;
const [B, J, O, P, S] = [Buffer, JSON, Object, Promise, String];
const now = process.hrtime.bigint;

let attempts = 0;
let stray = null;
let giveUp = null;

/** A result that breaks the contract; the message says how. */
class BadOutput extends Error {}

/** The host's end of stdin and stdout, moved where no library looks for them. */
class Channel {
  constructor() {
    // Opened anew, not shared: children do not inherit them, and no flag set on the others holds.
    this.requests = openSync(`${DESCRIPTORS}0`, O_RDONLY);
    this.replies = openSync(`${DESCRIPTORS}1`, O_WRONLY);
    this.inbox = B.alloc(0);
    replaceStream(0, "/dev/null", O_RDONLY);
    replaceStream(1, `${DESCRIPTORS}2`, O_WRONLY);
  }

  /** The next request's header and page, or null at the end. */
  receive() {
    const chunk = B.allocUnsafe(1 << 16);
    let end;
    while ((end = this.inbox.indexOf(10)) < 0) {
      const size = readSync(this.requests, chunk, 0, chunk.length, null);
      if (size === 0) return null;
      this.inbox = B.concat([this.inbox, chunk.subarray(0, size)]);
    }
    const header = J.parse(this.inbox.toString("utf8", 0, end));
    const body = B.allocUnsafeSlow(header.bytes);
    let filled = this.inbox.copy(body, 0, end + 1);
    this.inbox = this.inbox.subarray(end + 1 + filled);
    while (filled < body.length) {
      const size = readSync(this.requests, body, filled, body.length - filled, null);
      if (size === 0) return null;
      filled += size;
    }
    return { header, body };
  }

  /** Write one message. */
  send(header, chunks = []) {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const line = B.from(`${J.stringify({ ...header, bytes })}\n`);
    for (const chunk of [B.concat([line, ...chunks.slice(0, 1)]), ...chunks.slice(1)]) {
      for (let at = 0; at < chunk.length; ) at += writeSync(this.replies, chunk, at);
    }
  }
}

/** Make a standard descriptor mean another file: open takes the lowest number that is free. */
function replaceStream(descriptor, file, flags) {
  closeSync(descriptor);
  const opened = openSync(file, flags);
  if (opened !== descriptor) fail(`${file} became descriptor ${opened}, not ${descriptor}`);
}

function fail(reason) {
  writeSync(2, `${reason}\n`);
  exit(1);
}

/** The function of an adapter file, which a copy beside a link to its packages stands in for. */
async function load(target, packages) {
  const stand = packages === undefined ? null : copy(target, packages);
  try {
    const { extract } = await settled(import(pathToFileURL(stand ?? target).href));
    if (typeof extract !== "function") fail(`${target} has no function extract`);
    return extract;
  } catch (error) {
    const place = /^file:\S+:\d+$/m.exec(S(error?.stack))?.[0].replace(/.*:/, ", line ") ?? "";
    const reason = describe(error, (lines) => lines[0]) + (error instanceof SyntaxError ? place : "");
    return fail(stand === null ? reason : reason.replaceAll(stand, target));
  }
}

/** A copy of the adapter in this worker's folder: imports are looked up from where a file lies. */
function copy(target, packages) {
  const folder = path.join(fs.realpathSync(os.homedir()), "adapter");
  fs.mkdirSync(folder);
  fs.symlinkSync(path.join(packages, "node_modules"), path.join(folder, "node_modules"));
  const file = path.join(folder, path.basename(target));
  fs.writeFileSync(file, readFileSync(target));
  return file;
}

/** Make every connection and look-up of JavaScript fail; sockets within the machine stay. */
function closeNetwork() {
  const refuse = (syscall) => {
    attempts += 1;
    const errno = -os.constants.errno.ENETUNREACH;
    const error = new Error(`${syscall} ENETUNREACH: extractors have no network`);
    return O.assign(error, { code: "ENETUNREACH", errno, syscall });
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...given) {
    if (isLocal(given[0])) return connect.apply(this, given);
    this.connecting = true; // until then, what is written waits
    setImmediate((error) => this.destroy(error), refuse("connect"));
    return this;
  };
  const lookUps = (owner) =>
    O.getOwnPropertyNames(owner).filter((name) => /^(lookup|resolve|reverse)/.test(name));
  const later = (name) =>
    function (...given) {
      const [error, done] = [refuse(name), given.at(-1)];
      setImmediate(typeof done === "function" ? done : () => this?.emit?.("error", error), error);
    };
  for (const owner of [dns, dns.Resolver.prototype]) {
    for (const name of lookUps(owner)) owner[name] = later(name);
  }
  for (const owner of [dns.promises, dns.promises.Resolver.prototype]) {
    for (const name of lookUps(owner)) owner[name] = async () => P.reject(refuse(name));
  }
  for (const name of ["send", "connect"]) dgram.Socket.prototype[name] = later(name);
  syncBuiltinESMExports();
}

/** Whether the first argument of `connect` names a socket in the file system. */
function isLocal(given) {
  const wanted = Array.isArray(given) ? given[0] : given; // net.connect hands on an array
  if (typeof wanted === "string") return !(Number(wanted) >= 0);
  return typeof wanted?.path === "string";
}

/** What a promise comes to; an Error if nothing is left that could ever settle it. */
async function settled(promise) {
  stray = null;
  const never = new P((_, reject) => {
    giveUp = () => reject(stray ? stray.error : new Error("its promise can never settle"));
  });
  try {
    return await P.race([promise, never]);
  } finally {
    giveUp = null;
  }
}

/** Keep an error that nobody caught from ending the process. */
function note(error) {
  stray ??= { error };
  writeSync(2, `nobody caught ${describe(error)}\n`);
}

/** Call the extractor once: what it returned or threw, and what the call alone cost. */
async function measure(extract, page, url, options) {
  attempts = 0;
  resetPeakMemory();
  const came = { result: undefined, thrown: null };
  const [cpu, wall] = [cpuUsage(), now()];
  try {
    came.result = extract(page, url, options);
    if (typeof came.result?.then === "function") came.result = await settled(came.result);
  } catch (error) {
    came.thrown = { error }; // anything may be thrown, also undefined
  }
  const wall_ns = Number(now() - wall);
  const { user, system } = cpuUsage(cpu);
  const cost = { wall_ns, cpu_ns: (user + system) * 1000, ...readMemory() };
  return [came, { ...cost, network_attempts: attempts }];
}

/** The answer's header and body; even looking at what came back may run foreign code. */
function judge({ result, thrown }, limit) {
  let failure = thrown;
  if (failure === null) {
    try {
      return pack(result, limit);
    } catch (error) {
      if (error instanceof BadOutput) {
        return [{ outcome: "bad-output", parts: [], reason: mend(error.message) }, []];
      }
      failure = { error };
    }
  }
  const reason = describe(failure.error);
  return [{ outcome: REFUSED.test(reason) ? "memory" : "error", parts: [], reason }, []];
}

/** A result as named UTF-8 parts, with the number of lone surrogates replaced in them. */
function pack(result, limit) {
  const values = result == null || typeof result === "string" ? { text: result } : result;
  if (!isPlain(values)) {
    throw new BadOutput(`returned ${nameType(values)}; expected a string, null or an object`);
  }
  const keys = O.keys(values);
  const unknown = keys.filter((key) => !PARTS.includes(key)).sort();
  if (unknown.length > 0 || !(keys.includes("text") || keys.includes("markdown"))) {
    const what = unknown.length ? `the unknown key '${unknown[0]}'` : "neither text nor markdown";
    throw new BadOutput(`returned an object with ${what}; its keys are ${PARTS.join(", ")}`);
  }
  const [parts, chunks] = [[], []];
  let [surrogates, size, filled] = [0, 0, false];
  for (const name of PARTS) {
    const value = values[name];
    if (value == null) continue;
    if (typeof value !== "string") {
      throw new BadOutput(`returned ${name} as ${nameType(value)}; expected a string`);
    }
    size += B.byteLength(value);
    if (size > limit) throw new BadOutput(`returned more than ${limit >> 20} MiB`);
    const chunk = B.from(value); // lone surrogates become U+FFFD
    surrogates += value.match(LONE)?.length ?? 0;
    filled ||= chunk.length > 0 && (name === "text" || name === "markdown");
    parts.push([name, chunk.length]);
    chunks.push(chunk);
  }
  return [{ outcome: filled ? "ok" : "empty", parts, surrogates }, chunks];
}

/** Whether a value is an object as literals make them, in whichever realm. */
function isPlain(value) {
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const prototype = O.getPrototypeOf(value);
  return prototype === null || O.getPrototypeOf(prototype) === null;
}

const mend = (text) => text.replace(LONE, "\ufffd");

function nameType(value) {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  const name = O.getPrototypeOf(value)?.constructor?.name;
  return (typeof name === "string" && name) || "Object";
}

/** What was thrown, by type and the last line of its message, if it lets itself be asked. */
function describe(thrown, choose = (lines) => lines.at(-1)) {
  let name = "a value without a name";
  let lines;
  try {
    name = nameType(thrown);
    const own = typeof thrown === "object" ? thrown?.name : "";
    if (typeof own === "string" && own !== "" && own !== "Error") name = own;
    const message = typeof thrown === "object" && thrown !== null && "message" in thrown;
    const text = thrown == null ? "" : S(message ? thrown.message : thrown);
    lines = text.split("\n").map((line) => line.trim());
  } catch {
    lines = ["its message threw too"];
  }
  const told = [name, choose(lines.filter((line) => line !== ""))];
  return mend(told.filter((part) => part !== undefined).join(": ").slice(0, REASON_LENGTH));
}

/** Make the kernel's high-water mark start anew where it can (Linux), so that it is per call. */
function resetPeakMemory() {
  try {
    const file = openSync("/proc/self/clear_refs", O_WRONLY);
    writeSync(file, "5");
    closeSync(file);
  } catch {} // the mark is then the highest since the start
}

/** Resident bytes, the peak and now. */
function readMemory() {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    const read = (name) => Number(new RegExp(`${name}:\\s*(\\d+) kB`).exec(status)[1]) * 1024;
    return { peak_memory: read("VmHWM"), held_memory: read("VmRSS") };
  } catch {
    return { peak_memory: resourceUsage().maxRSS * 1024, held_memory: memoryUsage.rss() };
  }
}

/** Answer requests until there are no more. */
async function serve(channel, extract, config) {
  for (let request; (request = channel.receive()) !== null; ) {
    const { id, url, language } = request.header;
    channel.send({ kind: "began", id });
    const page = config.input === "text" ? request.body.toString("utf8") : request.body;
    const options = { ...config.options, page_language: language };
    const [came, cost] = await measure(extract, page, url, options);
    const [verdict, chunks] = judge(came, config.limit);
    channel.send({ kind: "answer", id, ...verdict, ...cost }, chunks);
    await new P((resolve) => setImmediate(resolve)); // weak references are let go, and timers run
  }
}

async function main() {
  const config = J.parse(process.argv[2]);
  const network = process.env.BOILERBENCH_NETWORK === "namespace" ? "namespace" : "patched";
  const channel = new Channel();
  process.argv.length = 2;
  process.on("uncaughtException", note).on("unhandledRejection", note);
  process.on("beforeExit", () => setImmediate(() => giveUp?.()));
  closeNetwork(); // inside a network namespace too: attempts are counted here
  const start = now();
  const extract = await load(config.target, config.search_path[0]);
  const import_ns = Number(now() - start);
  const runtime = `Node.js ${process.versions.node}`;
  const platform = `${process.platform}-${os.machine?.() ?? process.arch}`;
  channel.send({ kind: "greeting", runtime, platform, import_ns, network, libxml2: null });
  await serve(channel, extract, config);
  process.removeAllListeners("exit");
  exit(0); // what the extractor left behind is not waited for
}

await main();
