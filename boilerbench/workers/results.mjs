/** Judges what an extractor returned or threw. */

// Taken before an extractor is imported, which may replace or delete them.
const { Buffer, Object, String } = globalThis;

const PARTS = ["text", "markdown", "title", "author", "date"];
const REASON_LENGTH = 500;
const LONE_SURROGATES = /\p{Surrogate}/gu;
// How V8 and Node say that memory was refused, where it can be caught.
const MEMORY_REFUSED = /(buffer allocation failed|could not allocate memory|reaching memory limit)/;

/**
 * The answer's header and body; even looking at what came back may run foreign code. `thrown` is
 * null or {error}.
 */
export function judge(result, thrown, limit) {
  let failure = thrown;
  try {
    if (failure === null) return pack(result, limit);
  } catch (error) {
    failure = { error };
  }
  const reason = describe(failure.error);
  const outcome = MEMORY_REFUSED.test(reason) ? "memory" : "error";
  return [{ outcome, parts: [], reason }, []];
}

/** A result as named UTF-8 parts, or what about it breaks the contract. */
function pack(result, limit) {
  const values = result == null || typeof result === "string" ? { text: result } : result;
  const fault = findFault(values);
  if (fault !== null) return badOutput(fault);
  const parts = [];
  const chunks = [];
  let outcome = "empty";
  let surrogates = 0;
  let room = limit;
  for (const [name, value] of PARTS.map((part) => [part, values[part]])) {
    if (value == null) continue;
    if (typeof value !== "string") {
      return badOutput(`returned ${name} as ${nameType(value)}; expected a string`);
    }
    room -= Buffer.byteLength(value);
    if (room < 0) return badOutput(`returned more than ${limit >> 20} MiB`);
    const chunk = Buffer.from(value); // lone surrogates become U+FFFD
    chunks.push(chunk);
    parts.push([name, chunk.length]);
    surrogates += value.match(LONE_SURROGATES)?.length ?? 0;
    if (value !== "" && (name === "text" || name === "markdown")) outcome = "ok";
  }
  return [{ outcome, parts, surrogates }, chunks];
}

/** What is wrong with a returned object as a whole, or null. */
function findFault(values) {
  if (!isPlain(values)) {
    return `returned ${nameType(values)}; expected a string, null or an object`;
  }
  const keys = Object.keys(values);
  const unknown = keys.filter((key) => !PARTS.includes(key)).sort();
  let what;
  if (unknown.length > 0) what = `the unknown key '${unknown[0]}'`;
  else if (keys.includes("text") || keys.includes("markdown")) return null;
  else what = "neither text nor markdown";
  return `returned an object with ${what}; its keys are ${PARTS.join(", ")}`;
}

function badOutput(reason) {
  return [{ outcome: "bad-output", parts: [], reason: mend(reason) }, []];
}

/** Whether a value is an object as literals make them, in whichever realm. */
function isPlain(value) {
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The name of a value's class, or of its kind if it is no object. */
function nameType(value) {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "Object";
}

/** What was thrown, by type and one line of its message, if it lets itself be asked. */
export function describe(thrown, choose = lastLine) {
  let name = "a value without a name";
  let line = "its message threw too";
  try {
    name = nameThrown(thrown);
    line = choose(readLines(thrown));
  } catch {} // then what stands above is told
  return mend([name, line].filter(Boolean).join(": ").slice(0, REASON_LENGTH));
}

export const firstLine = (lines) => lines[0];
export const lastLine = (lines) => lines.at(-1);

const isObject = (value) => typeof value === "object" && value !== null;

function nameThrown(thrown) {
  const name = isObject(thrown) ? thrown.name : "";
  const telling = typeof name === "string" && name !== "" && name !== "Error";
  return telling ? name : nameType(thrown);
}

function readLines(thrown) {
  const message = isObject(thrown) && "message" in thrown ? thrown.message : thrown;
  const lines = String(message ?? "").split("\n");
  return lines.map((line) => line.trim()).filter(Boolean);
}

/** A string whose lone surrogates are U+FFFD. */
function mend(text) {
  return text.replace(LONE_SURROGATES, "\ufffd");
}
