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

import fs from "node:fs";
import os from "node:os";
import { setImmediate } from "node:timers";
import { pathToFileURL } from "node:url";

import { Channel, fail } from "./channel.mjs";
import { readMemory, resetPeakMemory } from "./memory.mjs";
import { closeNetwork, takeAttempts } from "./network.mjs";
import { lap } from "./pace.mjs";
import { settled, watchProcess } from "./promises.mjs";
import { describe, firstLine, judge } from "./results.mjs";

// Taken before an extractor is imported, which may replace or delete them. To import node:process
// would open the standard streams, still the host's.
const { JSON, process, Promise } = globalThis;
const { cpuUsage, exit } = process;
const now = process.hrtime.bigint;

/** The function of an adapter file, which a copy beside a link to its packages stands in for. */
async function load(target, packages) {
  const file = packages === undefined ? target : copyAdapter(target, packages);
  try {
    const { extract } = await settled(import(pathToFileURL(file).href));
    return typeof extract === "function" ? extract : fail(`${target} has no function extract`);
  } catch (error) {
    return fail(describe(error, firstLine).replaceAll(file, target));
  }
}

/** A copy of the adapter in this worker's folder: imports are looked up from where a file lies. */
function copyAdapter(target, packages) {
  const root = `${fs.realpathSync(os.homedir())}/adapter`;
  let folder = packages;
  while (folder !== "") {
    fs.mkdirSync(root + folder, { recursive: true });
    fs.symlinkSync(`${folder}/node_modules`, `${root}${folder}/node_modules`); // if any
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  const name = target.split("/").at(-1);
  const file = `${root}${packages}/${name}`;
  fs.writeFileSync(file, fs.readFileSync(target));
  return file;
}

/** Call the extractor once: what it returned or threw, and what the call alone cost. */
async function measure(extract, page, url, options) {
  resetPeakMemory();
  let result;
  let thrown = null;
  const cpuStart = cpuUsage();
  const wallStart = now();
  try {
    result = extract(page, url, options);
    if (typeof result?.then === "function") result = await settled(result);
  } catch (error) {
    thrown = { error }; // anything may be thrown, also undefined
  }
  const wall = Number(now() - wallStart);
  const cpu = cpuUsage(cpuStart);
  const cost = {
    wall_ns: wall,
    cpu_ns: (cpu.user + cpu.system) * 1000,
    ...readMemory(),
    network_attempts: takeAttempts(),
  };
  return { result, thrown, cost };
}

/** Tell the host that the extractor is imported, and in which surroundings. */
function greet(channel, import_ns, network) {
  const runtime = `Node.js ${process.versions.node}`;
  const platform = `${process.platform}-${os.machine?.() ?? process.arch}`;
  channel.send({ kind: "greeting", runtime, platform, import_ns, network, libxml2: null });
}

/** Answer requests until there are no more. */
async function serve(channel, extract, config) {
  let request = channel.receive();
  while (request !== null) {
    const { id, url, language, timed = false } = request.header;
    channel.send({ kind: "began", id });
    const page = config.input === "text" ? request.body.toString("utf8") : request.body;
    const options = { ...config.options, page_language: language };
    const before = timed ? lap() : null;
    const { result, thrown, cost } = await measure(extract, page, url, options);
    if (timed) cost.pace_ns = [before, lap()];
    const [verdict, chunks] = judge(result, thrown, config.limit);
    channel.send({ kind: "answer", id, ...verdict, ...cost }, chunks);
    await new Promise((resolve) => setImmediate(resolve)); // weak references go, and timers run
    request = channel.receive();
  }
}

async function main() {
  const config = JSON.parse(process.argv.splice(2)[0]);
  const network = process.env.BOILERBENCH_NETWORK === "namespace" ? "namespace" : "patched";
  const channel = new Channel();
  watchProcess();
  closeNetwork(); // inside a network namespace too: attempts are counted here
  const start = now();
  const extract = await load(config.target, config.search_path[0]);
  const import_ns = Number(now() - start);
  greet(channel, import_ns, network);
  await serve(channel, extract, config);
  process.removeAllListeners("exit");
  exit(0); // what the extractor left behind is not waited for
}

await main().catch((error) => fail(describe(error))); // the host is gone, or the wire closed
