"""What was decided on one page, a line a decision: appended as it is made, replayed on resuming."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from boilerbench.drafting.votes_file import FOLDER
from boilerbench.editing.segments import Role
from boilerbench.errors import CorpusError
from boilerbench.files import replace_file


class Begun(msgspec.Struct, frozen=True, tag="begun"):
    """The digests of the page and the gold file that the decisions are about."""

    html: str
    toml: str


class Labelled(msgspec.Struct, frozen=True, tag="labelled"):
    """Segments, by their numbers on the page, said to be one thing."""

    segments: tuple[int, ...]
    role: Role
    kind: str | None = None


class Phrase(msgspec.Struct, frozen=True, tag="phrase"):
    """A phrase that an extractor must return (`contains`) or must not (`lacks`)."""

    field: str
    text: str


class Undone(msgspec.Struct, frozen=True, tag="undone"):
    """The last decision that still stood, taken back."""


Decision: TypeAlias = Labelled | Phrase
_Line: TypeAlias = Begun | Labelled | Phrase | Undone


class Journal:
    """The decisions on one page, on disk from the moment each is made."""

    def __init__(self, file: Path, begun: Begun) -> None:
        self._file = file
        self._begun = begun
        self.decisions: list[Decision] = []
        self.stale: Path | None = None
        """Where decisions went that were about another version of the page or its gold."""
        lines = _read(file)
        if lines and lines[0] == begun:
            # A line that a crash cut off would swallow the next one.
            replace_file(file, b"".join(map(_line, lines)))
            self._replay(lines[1:])
        elif lines:
            self.stale = file.replace(file.with_suffix(".old"))

    def add(self, decision: Decision) -> None:
        """Write a decision down; CorpusError where the disk takes no more."""
        self._append(decision)
        self.decisions.append(decision)

    def undo(self) -> Decision | None:
        """Take back the last decision that stands; None where there is none."""
        if not self.decisions:
            return None
        self._append(Undone())
        return self.decisions.pop()

    def close(self) -> None:
        """Forget the decisions: they stand in the gold now."""
        self._file.unlink(missing_ok=True)

    def _replay(self, lines: Sequence[_Line]) -> None:
        for line in lines:
            if isinstance(line, Undone):
                self.decisions.pop()
            elif isinstance(line, Labelled | Phrase):
                self.decisions.append(line)

    def _append(self, line: _Line) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = not self._file.exists()
            with self._file.open("ab") as out:
                out.write((_line(self._begun) if fresh else b"") + _line(line))
        except OSError as error:
            raise CorpusError(
                f"{self._file} cannot be written ({error.strerror}): the last decision is not kept."
            ) from error


def journal_file(corpus: Path, page: str) -> Path:
    """Where the decisions on a page are kept until they are gold."""
    return corpus / FOLDER / f"{page}.edit.jsonl"


def _line(line: _Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def _read(file: Path) -> list[_Line]:
    """The lines that are whole; the last one may have been cut by a crash."""
    try:
        content = file.read_bytes()
    except OSError:
        return []
    lines: list[_Line] = []
    for line in content.splitlines():
        try:
            lines.append(msgspec.json.decode(line, type=_Line))
        except msgspec.MsgspecError:
            break
    return lines
