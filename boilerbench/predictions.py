"""Stored outputs of an extractor, in the shapes the field keeps them in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from boilerbench.digests import short_digest
from boilerbench.errors import UnavailableError
from boilerbench.messages import Reply
from boilerbench.records import Page

ID_FIELDS = ("page_id", "page", "id", "file_id", "track_id")
TEXT_FIELDS = ("articleBody", "plaintext", "text", "main_content", "content")
SHAPES = (
    '{"<id>": {"articleBody": "…"}}, the same under "output" beside "version", '
    'JSON lines {"page_id": "…", "plaintext": "…"}, or a folder of <id>.txt'
)


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

    Raises UnavailableError where the file is missing or in none of the known shapes.
    """
    try:
        if path.is_dir():
            return _from_folder(path)
        content = path.read_bytes()
        read = _from_lines if path.suffix in (".jsonl", ".ndjson") else _from_object
        version, replies = read(content.decode("utf-8-sig"))
    except OSError as error:
        raise UnavailableError(
            f"{path} cannot be read ({error.strerror}): outputs:PATH takes a file or a folder."
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnavailableError(f"{path} holds no outputs ({error}): expected {SHAPES}.") from error
    return StoredOutputs(replies, short_digest(content), version)


def _from_object(content: str) -> tuple[str | None, dict[str, Reply]]:
    found = _object(json.loads(content))
    version = None
    if set(found) <= {"output", "version"} and isinstance(found.get("output"), dict):
        version, found = found.get("version"), found["output"]
    return version, {page: _reply(value) for page, value in found.items()}


def _from_lines(content: str) -> tuple[str | None, dict[str, Reply]]:
    rows = [_object(json.loads(line)) for line in content.splitlines() if line.strip()]
    # The first line of our own extraction files is the extractor, not a page.
    version = rows.pop(0).get("version") if rows and "spec" in rows[0] else None
    return version, {_first(row, ID_FIELDS): _reply(row) for row in rows}


def _from_folder(path: Path) -> StoredOutputs:
    files = sorted(path.glob("*.txt"))
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
        return msgspec.convert(kept | {"timing": None}, Reply)
    return _answer(_first(row, TEXT_FIELDS))


def _answer(text: str) -> Reply:
    return Reply(outcome="ok" if text else "empty", text=text)


def _first(row: dict[str, Any], fields: tuple[str, ...]) -> str:
    name = next((field for field in fields if field in row), None)
    if name is None:
        raise KeyError(f"none of {', '.join(fields)} in {sorted(row)[:5]}")
    return "" if row[name] is None else str(row[name])
