/** The wire between a worker and its host, as worker.py describes it, and the way to complain. */

import fs from "node:fs";

// Taken before an extractor is imported, which may replace or delete them.
const { Buffer, JSON, process } = globalThis;
const { closeSync, openSync, readSync, writeSync } = fs;
const { O_RDONLY, O_WRONLY } = fs.constants;
const { exit } = process;

const CHUNK_SIZE = 1 << 16;
const NEWLINE = 10;
const DESCRIPTORS = process.platform === "linux" ? "/proc/self/fd/" : "/dev/fd/";
const complaints = openSync(`${DESCRIPTORS}2`, O_WRONLY);

/** The host's end of stdin and stdout, moved where no library looks for them. */
export class Channel {
  constructor() {
    // Opened anew, not shared: children do not inherit them, and no flag set on the others holds.
    this.requests = openSync(`${DESCRIPTORS}0`, O_RDONLY);
    this.replies = openSync(`${DESCRIPTORS}1`, O_WRONLY);
    replaceStream(0, "/dev/null", O_RDONLY);
    replaceStream(1, `${DESCRIPTORS}2`, O_WRONLY);
  }

  /** The next request's header and page, or null at the end. */
  receive() {
    const chunk = Buffer.allocUnsafe(CHUNK_SIZE);
    let inbox = Buffer.alloc(0);
    let lineEnd = -1;
    while (lineEnd < 0) {
      const size = readSync(this.requests, chunk);
      if (size === 0) return null;
      inbox = Buffer.concat([inbox, chunk.subarray(0, size)]);
      lineEnd = inbox.indexOf(NEWLINE);
    }
    const header = JSON.parse(inbox.toString("utf8", 0, lineEnd));
    const body = Buffer.allocUnsafeSlow(header.bytes);
    let filled = inbox.copy(body, 0, lineEnd + 1);
    while (filled < body.length) {
      const size = readSync(this.requests, body, { offset: filled });
      if (size === 0) return null;
      filled += size;
    }
    return { header, body }; // the host asks for one page at a time: nothing came after it
  }

  /** Write one message. */
  send(header, chunks = []) {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const line = Buffer.from(`${JSON.stringify({ ...header, bytes })}\n`);
    this.#write(Buffer.concat([line, ...chunks.slice(0, 1)])); // together: one write fewer
    for (const chunk of chunks.slice(1)) this.#write(chunk);
  }

  #write(data) {
    let written = 0;
    while (written < data.length) written += writeSync(this.replies, data, written);
  }
}

/** Make a standard descriptor mean another file: open takes the lowest number that is free. */
function replaceStream(number, file, flags) {
  closeSync(number);
  if (openSync(file, flags) !== number) fail(`descriptor ${number} cannot be replaced`);
}

/** Write a line to stderr, wherever descriptor 2 points by now. */
export function complain(line) {
  writeSync(complaints, `${line}\n`);
}

/** End the worker; its last line on stderr is the reason. */
export function fail(reason) {
  complain(reason);
  exit(1);
}
