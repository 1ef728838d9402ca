"""Judges what an extractor returned or raised (Python 3.7 or later)."""

import re
from typing import Any, Dict, List, Optional, Tuple

PARTS = ("text", "markdown", "title", "author", "date")
SURROGATE = re.compile("[\ud800-\udfff]")
REASON_LENGTH = 500


class BadOutput(Exception):
    """A result that breaks the contract; the message says how."""


def judge(
    result: Any, raised: Optional[BaseException], limit: int
) -> Tuple[Dict[str, Any], List[bytes]]:
    """The answer's header and body; even looking at what came back may run foreign code."""
    if raised is None:
        try:
            parts, surrogates = pack(result, limit)
        except BadOutput as error:
            return {"outcome": "bad-output", "parts": [], "reason": mend(str(error))[0]}, []
        except BaseException as error:
            raised = error
        else:
            filled = any(part for name, part in parts if name in ("text", "markdown"))
            header = {
                "outcome": "ok" if filled else "empty",
                "parts": [(name, len(part)) for name, part in parts],
                "surrogates": surrogates,
            }
            return header, [part for _, part in parts]
    outcome = "memory" if isinstance(raised, MemoryError) else "error"
    return {"outcome": outcome, "parts": [], "reason": describe(raised)}, []


def pack(result: Any, limit: int) -> Tuple[List[Tuple[str, bytes]], int]:
    """A result as named UTF-8 parts, with the number of lone surrogates replaced in them."""
    values = read_values(result)
    parts = []
    surrogates = 0
    size = 0
    for name in PARTS:
        value = values.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadOutput("returned %s as %s; expected str" % (name, name_type(value)))
        encoded, lone = encode(value) if size + len(value) <= limit else (b"", 0)
        size += max(len(encoded), len(value))
        if size > limit:
            raise BadOutput("returned more than %d MiB" % (limit >> 20))
        parts.append((name, encoded))
        surrogates += lone
    return parts, surrogates


def read_values(result: Any) -> Dict[str, Any]:
    """What a result holds, by name; BadOutput unless it has a text and no unknown name."""
    if result is None or isinstance(result, str):
        return {"text": result}
    if not isinstance(result, dict):
        raise BadOutput("returned %s; expected str, None or a dict" % name_type(result))
    unknown = sorted(ascii(key) for key in result if key not in PARTS)
    if unknown:
        what = "the unknown key " + unknown[0]
    elif "text" in result or "markdown" in result:
        return result
    else:
        what = "neither text nor markdown"
    raise BadOutput("returned a dict with %s; its keys are %s" % (what, ", ".join(PARTS)))


def encode(text: str) -> Tuple[bytes, int]:
    """UTF-8 of a string, and how many lone surrogates were replaced in it."""
    try:
        return str.encode(text, "utf-8"), 0
    except UnicodeEncodeError:
        mended, lone = mend(text)
        return mended.encode("utf-8"), lone


def mend(text: str) -> Tuple[str, int]:
    """A string, its pairs of surrogates joined and lone ones U+FFFD, and how many were lone."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return SURROGATE.subn("\ufffd", joined)


def name_type(value: object) -> str:
    """The name of a value's type, with its module unless that is `builtins`."""
    module = type(value).__module__
    name = type(value).__qualname__
    return name if module == "builtins" else "%s.%s" % (module, name)


def describe(error: BaseException) -> str:
    """An exception's type and the last line of its message, if it lets itself be asked."""
    try:
        BaseException.with_traceback(error, None)  # its frames hold the memory that ran out
        name = name_type(error)
    except BaseException:
        name = "an exception without a name"
    try:
        stripped = (line.strip() for line in str(error).splitlines())
        lines = [line for line in stripped if line]
    except BaseException as second:
        lines = ["its message raised " + type(second).__name__]
    return mend(": ".join([name, *lines[-1:]])[:REASON_LENGTH])[0]
