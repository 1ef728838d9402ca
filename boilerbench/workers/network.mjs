/** Closes the network to JavaScript, and counts who tries it. */

import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import os from "node:os";
import { setImmediate } from "node:timers";

// Taken before an extractor is imported, which may replace or delete them.
const { Object, Promise } = globalThis;
const { ENETUNREACH } = os.constants.errno;

const CONNECTING = /^(send|connect)/;
const LOOKING_UP = /^(lookup|resolve|reverse)/;

let attempts = 0;

/** How many connections and look-ups were refused since this was last asked, or the start. */
export function takeAttempts() {
  const count = attempts;
  attempts = 0;
  return count;
}

/** Make every connection and look-up of JavaScript fail; sockets within the machine stay. */
export function closeNetwork() {
  net.Socket.prototype.connect = guard(net.Socket.prototype.connect);
  replaceAll(dgram.Socket.prototype, CONNECTING, refuseLater);
  replaceAll(dns, LOOKING_UP, refuseLater);
  replaceAll(dns.Resolver.prototype, LOOKING_UP, refuseLater);
  replaceAll(dns.promises, LOOKING_UP, rejectAlways);
  replaceAll(dns.promises.Resolver.prototype, LOOKING_UP, rejectAlways);
  syncBuiltinESMExports();
}

/** A `connect` that refuses all sockets but those in the file system. */
function guard(connect) {
  return function (...given) {
    if (isLocal(given[0])) return connect.apply(this, given);
    this.connecting = true; // what is written waits
    setImmediate((error) => this.destroy(error), refuse("connect"));
    return this;
  };
}

/** Replace the functions of an object whose names match. */
function replaceAll(owner, names, makeRefusal) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (names.test(name)) owner[name] = makeRefusal(name);
  }
}

/** A function that hands an error to its callback, its last argument, or else emits it. */
function refuseLater(name) {
  return function (...given) {
    const error = refuse(name);
    const callback = given.at(-1);
    const emit = () => this?.emit?.("error", error);
    setImmediate(typeof callback === "function" ? callback : emit, error);
  };
}

/** A function whose promise is rejected. */
function rejectAlways(name) {
  return async () => Promise.reject(refuse(name));
}

/** Count an attempt; the error it comes to. */
function refuse(syscall) {
  attempts += 1;
  const error = new Error(`${syscall} ENETUNREACH: extractors have no network`);
  return Object.assign(error, { code: "ENETUNREACH", errno: -ENETUNREACH, syscall });
}

/** Whether the first argument of `connect` names a socket in the file system. */
function isLocal(given) {
  const wanted = Array.isArray(given) ? given[0] : given; // net.connect hands on an array
  if (typeof wanted === "string") return !(Number(wanted) >= 0); // else it is a port
  return typeof wanted?.path === "string";
}
