/** Extractors that return what they must not, and some that may look odd and are fine. */
import vm from "node:vm";

class Article {
  text = "t";
}

function trap() {
  throw new RangeError("do not look");
}

const thenable = { then: (resolve) => resolve({ text: "t" }) };

const RESULTS = {
  none: null,
  undefined,
  nothing: "",
  blank: " \n ",
  bytes: Buffer.from("text"),
  number: 5,
  array: ["text"],
  map: new Map([["text", "t"]]),
  function: () => "text",
  boxed: new String("text"),
  instance: new Article(),
  surrogates: "a\ud800b\udfffc",
  pair: "a\ud83d\ude00b",
  promise: Promise.resolve("text"),
  thenable,
  rope: "te".concat("xt"),
  "other-realm": vm.runInNewContext("({ text: 'text' })"),
  "no-prototype": Object.assign(Object.create(null), { text: "text" }),
  "whole-dict": {
    text: "t",
    markdown: "# m",
    title: "T\udcff",
    author: null,
    date: "2026-01-02",
  },
  "only-markdown": { markdown: "# m" },
  "empty-text": { text: "", markdown: undefined },
  "empty-dict": {},
  "only-title": { title: "T" },
  "wrong-key": { text: "t", body: "b" },
  "wrong-key-type": { text: "t", 5: "b" },
  "wrong-value": { text: "t", title: ["T"] },
  trap: new Proxy({ text: "t" }, { ownKeys: trap }),
  "trap-then": Object.defineProperty({ text: "t" }, "then", { get: trap }),
  "trap-text": Object.defineProperty({}, "text", { get: trap, enumerable: true }),
};

export function extract(html, url, { act }) {
  if (!html.includes("evil")) return html;
  const size = { huge: 200 << 20, "just-too-long": (64 << 20) + 1, "just-fits": 64 << 20 }[act];
  return size === undefined ? RESULTS[act] : "x".repeat(size);
}
