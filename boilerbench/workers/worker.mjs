/**
 * Runs one extractor in Node.js (18 or later), page after page: the counterpart of worker.py, whose
 * docstring has CONFIG, the one argument, and the wire format. `target` is an adapter file; what it
 * imports is found in the node_modules of search_path[0] and of the folders above it.
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
import { setImmediate } from "node:timers";
import { pathToFileURL } from "node:url";

const PARTS = ["text", "markdown", "title", "author", "date"];
const REASON_LENGTH = 500;
const LONE = /\p{Surrogate}/gu;
// How V8 and Node say that memory was refused, where it can be caught.
const REFUSED = /(buffer allocation failed|could not allocate memory|reaching memory limit)/;
const { process } = globalThis; // importing it would open the standard streams, still the host's
const DESCRIPTORS = process.platform === "linux" ? "/proc/self/fd/" : "/dev/fd/";

// What an extractor may replace or delete is taken here, before any is imported.
const { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } = fs;
const { O_RDONLY, O_WRONLY } = fs.constants;
const complaints = openSync(`${DESCRIPTORS}2`, O_WRONLY);
const { cpuUsage, exit, memoryUsage, resourceUsage } = process;
const [B, J, O, P, S] = [Buffer, JSON, Object, Promise, String];
const now = process.hrtime.bigint;

let [attempts, stray, giveUp] = [0, null, null];

/** The host's end of stdin and stdout, moved where no library looks for them. */
class Channel {
  constructor() {
    // Opened anew, not shared: children do not inherit them, and no flag set on the others holds.
    this.requests = openSync(`${DESCRIPTORS}0`, O_RDONLY);
    this.replies = openSync(`${DESCRIPTORS}1`, O_WRONLY);
    replaceStream(0, "/dev/null", O_RDONLY);
    replaceStream(1, `${DESCRIPTORS}2`, O_WRONLY);
  }

  /** The next request's header and page, or null at the end. */
  receive() {
    const chunk = B.allocUnsafe(1 << 16);
    let [inbox, end, size] = [B.alloc(0), -1, 0];
    for (; end < 0; end = inbox.indexOf(10)) {
      if ((size = readSync(this.requests, chunk)) === 0) return null;
      inbox = B.concat([inbox, chunk.subarray(0, size)]);
    }
    const header = J.parse(inbox.toString("utf8", 0, end));
    const body = B.allocUnsafeSlow(header.bytes);
    for (let at = inbox.copy(body, 0, end + 1); at < body.length; at += size) {
      if ((size = readSync(this.requests, body, { offset: at })) === 0) return null;
    }
    return { header, body }; // the host asks for one page at a time: nothing came after it
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
function replaceStream(number, file, flags) {
  closeSync(number);
  if (openSync(file, flags) !== number) fail(`descriptor ${number} cannot be replaced`);
}

function fail(reason) {
  writeSync(complaints, `${reason}\n`);
  exit(1);
}

/** The function of an adapter file, which a copy beside a link to its packages stands in for. */
async function load(target, packages) {
  const stand = packages === undefined ? target : copy(target, packages);
  try {
    const { extract } = await settled(import(pathToFileURL(stand).href));
    return typeof extract === "function" ? extract : fail(`${target} has no function extract`);
  } catch (error) {
    return fail(describe(error, (lines) => lines[0]).replaceAll(stand, target));
  }
}

/** A copy of the adapter in this worker's folder: imports are looked up from where a file lies. */
function copy(target, packages) {
  const root = `${fs.realpathSync(os.homedir())}/adapter`;
  for (let at = packages; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    fs.mkdirSync(root + at, { recursive: true });
    fs.symlinkSync(`${at}/node_modules`, `${root}${at}/node_modules`); // if there is none: no harm
  }
  const file = `${root}${packages}/${target.split("/").at(-1)}`;
  writeFileSync(file, readFileSync(target));
  return file;
}

/** Make every connection and look-up of JavaScript fail; sockets within the machine stay. */
function closeNetwork() {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...given) {
    if (isLocal(given[0])) return connect.apply(this, given);
    this.connecting = true; // what is written waits
    setImmediate((error) => this.destroy(error), refuse("connect"));
    return this;
  };
  const refuseLater = (name) =>
    function (...given) {
      const [error, done] = [refuse(name), given.at(-1)];
      setImmediate(typeof done === "function" ? done : () => this?.emit?.("error", error), error);
    };
  const refuseAll = (owner, names, refused) =>
    O.getOwnPropertyNames(owner).forEach((key) => names.test(key) && (owner[key] = refused(key)));
  const rejected = (name) => async () => P.reject(refuse(name));
  const lookUps = /^(lookup|resolve|reverse)/;
  for (const owner of [dns, dns.Resolver.prototype]) refuseAll(owner, lookUps, refuseLater);
  refuseAll(dns.promises, lookUps, rejected);
  refuseAll(dns.promises.Resolver.prototype, lookUps, rejected);
  refuseAll(dgram.Socket.prototype, /^(send|connect)/, refuseLater);
  syncBuiltinESMExports();
}

/** Count an attempt; the error it comes to. */
function refuse(syscall) {
  attempts += 1;
  const error = new Error(`${syscall} ENETUNREACH: extractors have no network`);
  return O.assign(error, { code: "ENETUNREACH", errno: -os.constants.errno.ENETUNREACH, syscall });
}

/** Whether the first argument of `connect` names a socket in the file system. */
function isLocal(given) {
  const wanted = Array.isArray(given) ? given[0] : given; // net.connect hands on an array
  return typeof wanted === "string" ? !(Number(wanted) >= 0) : typeof wanted?.path === "string";
}

/** What a promise comes to; an Error if nothing is left that could ever settle it. */
function settled(promise) {
  stray = null;
  const never = new P((_, reject) => {
    giveUp = () => reject(stray ? stray.error : new Error("its promise can never settle"));
  });
  return P.race([promise, never]).finally(() => (giveUp = null));
}

/** Keep an error that nobody caught from ending the process. */
function note(error) {
  stray ??= { error };
  writeSync(complaints, `nobody caught ${describe(error)}\n`);
}

/** Call the extractor once: what it returned or threw, and what the call alone cost. */
async function measure(extract, page, url, options) {
  attempts = 0;
  resetPeakMemory();
  let [result, thrown] = [undefined, null];
  const [cpu, wall] = [cpuUsage(), now()];
  try {
    result = extract(page, url, options);
    if (typeof result?.then === "function") result = await settled(result);
  } catch (error) {
    thrown = { error }; // anything may be thrown, also undefined
  }
  const [wall_ns, { user, system }] = [Number(now() - wall), cpuUsage(cpu)];
  const cost = { wall_ns, cpu_ns: (user + system) * 1000, ...readMemory() };
  return [result, thrown, { ...cost, network_attempts: attempts }];
}

/** The answer's header and body; even looking at what came back may run foreign code. */
function judge(result, thrown, limit) {
  let failure = thrown;
  try {
    if (failure === null) return pack(result, limit);
  } catch (error) {
    failure = { error };
  }
  const reason = describe(failure.error);
  return [{ outcome: REFUSED.test(reason) ? "memory" : "error", parts: [], reason }, []];
}

/** A result as named UTF-8 parts, or what about it breaks the contract. */
function pack(result, limit) {
  const bad = (reason) => [{ outcome: "bad-output", parts: [], reason: mend(reason) }, []];
  const values = result == null || typeof result === "string" ? { text: result } : result;
  if (!isPlain(values)) {
    return bad(`returned ${nameType(values)}; expected a string, null or an object`);
  }
  const keys = O.keys(values);
  const unknown = keys.filter((key) => !PARTS.includes(key)).sort();
  if (unknown.length > 0 || !(keys.includes("text") || keys.includes("markdown"))) {
    const what = unknown.length ? `the unknown key '${unknown[0]}'` : "neither text nor markdown";
    return bad(`returned an object with ${what}; its keys are ${PARTS.join(", ")}`);
  }
  let [parts, chunks, surrogates, room, outcome] = [[], [], 0, limit, "empty"];
  for (const [name, value] of PARTS.map((part) => [part, values[part]])) {
    if (value == null) continue;
    if (typeof value !== "string") {
      return bad(`returned ${name} as ${nameType(value)}; expected a string`);
    }
    if ((room -= B.byteLength(value)) < 0) return bad(`returned more than ${limit >> 20} MiB`);
    chunks.push(B.from(value)); // lone surrogates become U+FFFD
    surrogates += value.match(LONE)?.length ?? 0;
    parts.push([name, chunks.at(-1).length]);
    if (value !== "" && (name === "text" || name === "markdown")) outcome = "ok";
  }
  return [{ outcome, parts, surrogates }, chunks];
}

/** Whether a value is an object as literals make them, in whichever realm. */
function isPlain(value) {
  if (typeof value !== "object") return false;
  const prototype = O.getPrototypeOf(value);
  return prototype === null || O.getPrototypeOf(prototype) === null;
}

const mend = (text) => text.replace(LONE, "\ufffd");

function nameType(value) {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  const name = O.getPrototypeOf(value)?.constructor?.name;
  return (typeof name === "string" && name) || "Object";
}

/** What was thrown, by type and one line of its message, if it lets itself be asked. */
function describe(thrown, choose = (lines) => lines.at(-1)) {
  const told = ["a value without a name"];
  try {
    const object = typeof thrown === "object" && thrown !== null;
    const name = object ? thrown.name : "";
    told[0] = typeof name === "string" && !["", "Error"].includes(name) ? name : nameType(thrown);
    const message = object && "message" in thrown ? thrown.message : thrown;
    const lines = S(message ?? "").split("\n").map((line) => line.trim());
    told.push(choose(lines.filter(Boolean)));
  } catch {
    told.push("its message threw too");
  }
  return mend(told.filter(Boolean).join(": ").slice(0, REASON_LENGTH));
}

/** Make the kernel's high-water mark start anew where it can (Linux), so that it is per call. */
function resetPeakMemory() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {} // the mark is then the highest since the start
}

/** Resident bytes, the peak and now. */
function readMemory() {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    const [peak, held] = [...status.matchAll(/Vm(?:HWM|RSS):\s*(\d+)/g)]; // in this order
    return { peak_memory: peak[1] * 1024, held_memory: held[1] * 1024 };
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
    const [result, thrown, cost] = await measure(extract, page, url, options);
    const [verdict, chunks] = judge(result, thrown, config.limit);
    channel.send({ kind: "answer", id, ...verdict, ...cost }, chunks);
    await new P((resolve) => setImmediate(resolve)); // weak references are let go, and timers run
  }
}

async function main() {
  const config = J.parse(process.argv.splice(2)[0]);
  const network = process.env.BOILERBENCH_NETWORK === "namespace" ? "namespace" : "patched";
  const channel = new Channel();
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

await main().catch((error) => fail(describe(error))); // the host is gone, or the wire closed
