"""JSON as data sets hold it: with byte order marks, halves of surrogate pairs, keys twice."""

import json
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from boilerbench.errors import CorpusError

T = TypeVar("T")
Pairs = list[tuple[str, Any]]

_BOM = b"\xef\xbb\xbf"
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_file(file: Path, kind: type[T], what: str, remedy: str) -> T:
    """The value of a JSON file; CorpusError `FILE is not WHAT (…): REMEDY` where it is none."""
    try:
        return decoded_json(file.read_bytes(), kind)
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be read ({error.strerror}): restore it, or give the folder that has it."
        ) from error
    except ValueError as error:
        raise CorpusError(f"{file} is not {what} ({error}): {remedy}.") from error


def decoded_json(content: bytes, kind: type[T]) -> T:
    """The value of JSON; ValueError says why it is none of that kind.

    Half a surrogate pair, as programs write that cut a text between two UTF-16 units, becomes
    U+FFFD: no output can hold it.
    """
    content = content.removeprefix(_BOM)
    try:
        return msgspec.json.decode(content, type=kind)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        mended = _without_surrogates(content)
        if mended is None:
            raise
        return msgspec.json.decode(mended, type=kind)


def _without_surrogates(content: bytes) -> bytes | None:
    """The same JSON with U+FFFD for half pairs; None where it has none, or another fault."""
    if b"\\ud" not in content.lower():
        return None
    try:
        text = json.dumps(json.loads(content), ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    mended, count = _SURROGATE.subn("\ufffd", text)
    return mended.encode() if count else None


def require_once(file: Path) -> None:
    """CorpusError where the object of a JSON file has a key twice: a reader sees only the last."""

    def unique(pairs: Pairs) -> None:
        key, times = Counter(key for key, _ in pairs).most_common(1)[0] if pairs else ("", 1)
        if times > 1:
            raise CorpusError(
                f"{file} has {key!r} {times} times in one object, and only the last would count:"
                " take the others out."
            )

    with suppress(ValueError, RecursionError):  # what a reader passes over may be anything
        json.loads(file.read_bytes().removeprefix(_BOM), object_pairs_hook=unique)
