/** Extractors that throw what is hard to catch, to send or to print. */

class OwnError extends Error {}

function trap() {
  throw new Error("no words");
}

const TRAPS = Object.fromEntries(
  Object.getOwnPropertyNames(Reflect).map((name) => [name, trap]),
);

const revoked = Proxy.revocable({}, {});
revoked.revoke();

const ERRORS = {
  plain: new TypeError("what\nwent wrong \n"),
  silent: new Error(),
  own: new OwnError("first line\nlast line"),
  dom: new DOMException("no such node", "NotFoundError"),
  string: "thrown as\na string",
  number: 5,
  null: null,
  undefined,
  symbol: Symbol("s"),
  object: { name: "Refusal", message: "as some do" },
  nameless: Object.create(null),
  unprintable: { toString: trap },
  "unprintable-message": Object.defineProperty(new Error(), "message", { get: trap }),
  "unprintable-name": Object.defineProperty(new Error("x"), "name", { get: trap }),
  proxy: new Proxy({}, TRAPS),
  revoked: revoked.proxy,
  frozen: Object.freeze(new Error("hands off")),
  surrogate: new Error("\ud800"),
  long: new Error("x".repeat(10_000_000)),
  memory: new RangeError("Array buffer allocation failed"),
};

export function extract(html, url, { act, late = false }) {
  if (!html.includes("evil")) return html;
  if (late) return Promise.reject(ERRORS[act]);
  throw ERRORS[act];
}
