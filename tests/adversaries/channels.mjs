/** Extractors that read, fill, close or speak on descriptors that are not theirs. */
import fs from "node:fs";

function printAndWrite() {
  console.log('{"bytes": 0, "kind": "answer"}');
  process.stdout.write('{"bytes": 0, "kind": "answer"}\n');
  fs.writeSync(1, Buffer.from("\x00\xff raw \n".repeat(1000), "latin1"));
}

function readStdin() {
  if (fs.readFileSync(0).length > 0) throw new Error("stdin holds something");
}

function floodStderr() {
  const noise = "noise\n".repeat(1 << 17) + "xxxx".repeat(1 << 16);
  for (let round = 0; round < 50; round += 1) fs.writeSync(2, noise);
}

function replaceStreams() {
  for (const name of ["stdout", "stderr", "stdin"]) {
    Object.defineProperty(process, name, { value: null });
  }
  globalThis.console = null;
}

/** Do something with every descriptor down to a number; not all of them are open. */
function forAll(last, act) {
  for (let descriptor = 63; descriptor >= last; descriptor -= 1) {
    try {
      act(descriptor);
    } catch {}
  }
}

/** Write on every pipe we hold but Node's own, which would kill it: one is the worker's. */
const babble = (words) => () =>
  forAll(3, (descriptor) => {
    const flags = /flags:\s+(\d+)/.exec(fs.readFileSync(`/proc/self/fdinfo/${descriptor}`));
    const blocks = (Number.parseInt(flags[1], 8) & fs.constants.O_NONBLOCK) === 0;
    if (blocks && fs.fstatSync(descriptor).isFIFO()) fs.writeSync(descriptor, words);
  });

const ACTS = {
  print: printAndWrite,
  "read-stdin": readStdin,
  "flood-stderr": floodStderr,
  "close-all": () => forAll(0, fs.closeSync),
  "replace-streams": replaceStreams,
  babble: babble("hello\n"),
  "babble-bytes": babble(Buffer.alloc(100_000, 0xff)),
  "babble-size": babble('{"bytes": 99999999999}\n'),
  "babble-negative": babble('{"bytes": -1}\n'),
  "babble-other-page": babble('{"bytes": 0, "kind": "began", "id": 999}\n'),
  "babble-greeting": babble(
    '{"bytes":0,"kind":"greeting","runtime":"","platform":"","import_ns":0}\n',
  ),
};

export function extract(html, url, { act }) {
  if (html.includes("evil")) ACTS[act]();
  return html;
}
