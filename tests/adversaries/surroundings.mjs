/** Extractors that reach for the network, or change and reveal where they run. */
import dgram from "node:dgram";
import dns, { lookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import fs from "node:fs";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import process from "node:process";
import tls from "node:tls";
import { promisify } from "node:util";

/** Whether something that speaks of events succeeds. */
function happens(emitter, event) {
  return new Promise((resolve, reject) => emitter.once(event, resolve).once("error", reject));
}

function sendDatagram(port) {
  const socket = dgram.createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.send("x", port, "127.0.0.1", (error) => (error ? reject(error) : resolve("sent")));
  });
}

async function talkWithinTheMachine() {
  const server = net.createServer((socket) => socket.end("x"));
  await new Promise((resolve) => server.listen("here.sock", resolve));
  const client = net.connect("here.sock");
  const [data] = await Promise.all([happens(client, "data"), happens(client, "close")]);
  server.close();
  return String(data);
}

function changeEverything() {
  process.chdir("/");
  for (const name of Object.keys(process.env)) delete process.env[name];
  process.argv = [];
  process.umask(0o777);
  process.on("SIGTERM", () => {});
  for (const name of ["readSync", "writeSync", "openSync", "readFileSync"]) fs[name] = null;
  syncBuiltinESMExports();
  const globals = ["JSON", "Promise", "Buffer", "process", "console", "setImmediate", "setTimeout"];
  for (const name of globals) Object.defineProperty(globalThis, name, { value: undefined });
  return "changed";
}

function reveal() {
  const read = (name) => fs.readFileSync(`/proc/self/${name}`, "utf8");
  const limits = Object.fromEntries(
    [...read("limits").matchAll(/^Max (.*?)\s{2,}(\S+)\s+(\S+)/gm)].map(([, ...row]) => [
      row[0],
      row.slice(1).map((value) => (value === "unlimited" ? -1 : Number(value))),
    ]),
  );
  const ignored = BigInt(`0x${/SigIgn:\s*(\w+)/.exec(read("status"))[1]}`);
  return JSON.stringify({
    environment: process.env,
    folder: process.cwd(),
    path: [],
    arguments: process.argv.slice(2),
    core: limits["core file size"],
    data: limits["data size"],
    "address space": limits["address space"],
    ids: [process.getuid(), process.getgid(), process.geteuid(), process.getegid()],
    ignored: Array.from({ length: 64 }, (_, bit) => bit + 1).filter(
      (number) => (ignored >> BigInt(number - 1)) & 1n,
    ),
    descriptors: fs.readdirSync("/proc/self/fd").map(Number),
    pipes: fs.readdirSync("/proc/self/fd").filter((name) => {
      try {
        return fs.fstatSync(Number(name)).isFIFO();
      } catch {
        return false;
      }
    }).length,
    oom: Number(read("oom_score_adj")),
  });
}

const ACTS = {
  connect: (port) => happens(net.connect(port, "127.0.0.1"), "connect"),
  "connect-text": (port) => happens(net.connect(String(port)), "connect"),
  "connect-and-write": (port) => {
    const socket = new net.Socket();
    socket.connect({ host: "127.0.0.1", port }).write("x");
    return happens(socket, "connect");
  },
  tls: (port) => happens(tls.connect({ host: "127.0.0.1", port }), "secureConnect"),
  http: (port) => happens(http.get(`http://127.0.0.1:${port}/`), "response"),
  fetch: (port) => fetch(`http://127.0.0.1:${port}/`).then(String),
  datagram: sendDatagram,
  "look-up": () => promisify(lookup)("example.com"),
  "look-up-promise": () => dns.promises.lookup("example.com"),
  resolve: () => promisify(dns.resolve4)("example.com"),
  resolver: () => new Resolver().resolveTxt("example.com"),
  unix: talkWithinTheMachine,
  change: changeEverything,
  reveal,
};

export function extract(html, url, { act }) {
  return html.includes("evil") ? ACTS[act](Number(url)) : html;
}
