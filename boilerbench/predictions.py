"""Stored outputs of an extractor, in the shapes the field keeps them in."""

import codecs
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from boilerbench.digests import short_digest
from boilerbench.errors import UnavailableError
from boilerbench.records import Page, Reply

ID_FIELDS = ("page_id", "page", "id", "file_id", "track_id")
TEXT_FIELDS = ("articleBody", "plaintext", "text", "main_content", "content")
SHAPES = (
    '{"<id>": {"articleBody": "…"}}, the same under "output" beside "version", '
    'JSON lines {"page_id": "…", "plaintext": "…"}, or a folder of <id>.txt'
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class StoredOutputs:
    """Replies by page id, or by the SHA-256 of the page's bytes, and the version that made them."""

    replies: Mapping[str, Reply]
    digest: str
    version: str | None = None

    def reply_for(self, page: Page) -> Reply:
        """What is stored for a page; `unavailable` where nothing is."""
        found = self.replies.get(page.id)
        if found is None:
            found = self.replies.get(hashlib.sha256(page.source.read()).hexdigest())
        return found or Reply(outcome="unavailable", reason="no output is stored for this page")


def read_outputs(path: Path) -> StoredOutputs:
    """The outputs in a JSON file, a JSON-lines file or a folder of text files.

    A last line that was torn off while it was written is not read; of a text's lone surrogates
    each becomes U+FFFD. Raises UnavailableError where the file is missing or in none of the known
    shapes.
    """
    try:
        if path.is_dir():
            return _from_folder(path)
        if path.exists() and not path.is_file():  # reading a pipe or device might never end
            raise UnavailableError(
                f"{path} is no regular file: outputs:PATH takes a file or a folder."
            )
        content = path.read_bytes()
        read = _from_lines if path.suffix in (".jsonl", ".ndjson") else _from_object
        version, replies = read(content.removeprefix(codecs.BOM_UTF8))
    except OSError as error:
        raise UnavailableError(
            f"{path} cannot be read ({error.strerror}): outputs:PATH takes a file or a folder."
        ) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnavailableError(f"{path} holds no outputs ({error}): expected {SHAPES}.") from error
    return StoredOutputs(replies, short_digest(content), version)


def _from_object(content: bytes) -> tuple[str | None, dict[str, Reply]]:
    found = _object(json.loads(content.decode()))
    version = None
    if set(found) <= {"output", "version"} and isinstance(found.get("output"), dict):
        version, found = _version(found), found["output"]
    return version, {page: _reply(value) for page, value in found.items()}


def _from_lines(content: bytes) -> tuple[str | None, dict[str, Reply]]:
    version: str | None = None
    rows: list[dict[str, Any]] = []
    for row in _rows(content):
        if _is_header(row):
            version, rows = _version(row), []
        else:
            rows.append(row)
    return version, {_first(row, ID_FIELDS): _reply(row) for row in rows}


def _rows(content: bytes) -> Iterator[dict[str, Any]]:
    """The objects on the lines, without a last one that the writer's death tore off."""
    *lines, last = content.split(b"\n")  # alone: other line breaks may stand inside a string
    whole = [json.loads(line.decode()) for line in lines if line.strip()]
    with suppress(ValueError):
        whole += [json.loads(last.decode())] if last.strip() else []
    if not whole:
        raise ValueError("no whole line in it")
    return map(_object, whole)


def _is_header(row: dict[str, Any]) -> bool:
    """Whether a line of our own files is the extractor, whose pages follow, and not a page."""
    return "spec" in row and not any(field in row for field in ID_FIELDS)


def _from_folder(path: Path) -> StoredOutputs:
    files = sorted(file for file in path.glob("*.txt") if file.is_file())
    if not files:
        raise ValueError("no .txt file in it")
    texts = {file.stem: file.read_text(encoding="utf-8", errors="replace") for file in files}
    digest = short_digest(json.dumps(texts, sort_keys=True).encode())
    return StoredOutputs({page: _answer(text) for page, text in texts.items()}, digest)


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("no JSON object")
    return value


def _reply(value: Any) -> Reply:
    """A stored text, or one of our own lines with the outcome it had."""
    if value is None or isinstance(value, str):
        return _answer(value or "")
    row = _object(value)
    if "outcome" in row:
        kept = {name: row[name] for name in Reply.__struct_fields__ if name in row}
        return _mended(msgspec.convert(kept | {"timing": None}, Reply))
    return _answer(_first(row, TEXT_FIELDS))


def _answer(text: str) -> Reply:
    return _mended(Reply(outcome="ok" if text else "empty", text=text))


def _mended(reply: Reply) -> Reply:
    """The reply as a worker would have given it: JSON can hold surrogates that UTF-8 cannot."""
    texts = {
        name: _SURROGATE.subn("\ufffd", value)
        for name, value in msgspec.structs.asdict(reply).items()
        if isinstance(value, str)
    }
    lone = sum(count for _, count in texts.values())
    if not lone:
        return reply
    changed: dict[str, Any] = {name: text for name, (text, _) in texts.items()}
    return msgspec.structs.replace(reply, surrogates=reply.surrogates + lone, **changed)


def _version(row: dict[str, Any]) -> str | None:
    version = row.get("version")
    if isinstance(version, dict | list):
        raise TypeError("a version that is neither text nor number")
    return None if version is None else _SURROGATE.sub("\ufffd", str(version))


def _first(row: dict[str, Any], fields: tuple[str, ...]) -> str:
    name = next((field for field in fields if field in row), None)
    if name is None:
        raise KeyError(f"none of {', '.join(fields)} in {sorted(row)[:5]}")
    return "" if row[name] is None else str(row[name])
