"""What was decided on one page, a line a decision: appended as it is made, replayed on resuming."""

import sys
from pathlib import Path
from typing import TypeAlias

import msgspec

from boilerbench.drafting.votes_file import FOLDER
from boilerbench.editing.segments import Role
from boilerbench.errors import CorpusError
from boilerbench.files import replace_file
from boilerbench.records import NOISE_KINDS, OPTIONAL_KINDS


class Begun(msgspec.Struct, frozen=True, tag="begun"):
    """What the decisions are about: digests of the page, its gold file, and its cut into blocks."""

    html: str
    toml: str
    cut: str = ""


class Labelled(msgspec.Struct, frozen=True, tag="labelled"):
    """Segments, by their numbers on the page, said to be one thing."""

    segments: tuple[int, ...]
    role: Role
    kind: str | None = None


class Phrase(msgspec.Struct, frozen=True, tag="phrase"):
    """A phrase that an extractor must return (`contains`) or must not (`lacks`)."""

    field: str
    text: str


class Later(msgspec.Struct, frozen=True, tag="later"):
    """A segment to be asked about when all others were."""

    segment: int


class AskedAll(msgspec.Struct, frozen=True, tag="all"):
    """Every segment to be asked about, in the order of the page."""


class Undone(msgspec.Struct, frozen=True, tag="undone"):
    """The last decision that still stood, taken back."""


Decision: TypeAlias = Labelled | Phrase | Later | AskedAll
_Line: TypeAlias = Begun | Decision | Undone

KINDS: dict[Role, tuple[str | None, ...]] = {
    "gold": (None,),
    "optional": OPTIONAL_KINDS,
    "noise": NOISE_KINDS,
    "unlabelled": (None,),
}
"""What kinds a piece of each role may be of."""


class Journal:
    """The decisions on one page, on disk from the moment each is made.

    Raises CorpusError where the file is damaged, or about another page, gold or cut than `begun`;
    it stays as it is then. `segments` says how many the page has.
    """

    def __init__(self, file: Path, begun: Begun, segments: int) -> None:
        self.file = file
        self._begun = begun
        self.decisions: list[Decision] = []
        self.torn = False
        """Whether the last line was cut off as it was written, and is left out."""
        lines = self._read()
        if lines and lines[0] != begun:
            segments = sys.maxsize  # of another page: only how many answers stand is wanted
        for number, line in enumerate(lines[1:], 2):
            self._replay(number, line, segments)
        if not self.decisions:
            # Nothing that stands is about anything: a line of its own begins the next answers.
            file.unlink(missing_ok=True)
            return
        if lines[0] != begun:
            raise CorpusError(_other(lines[0], begun, self.told()))
        if self.torn:
            replace_file(file, b"".join(map(_line, lines)))

    def told(self) -> str:
        """How many decisions stand, and where."""
        return f"{len(self.decisions)} in {self.file}"

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
        self.file.unlink(missing_ok=True)

    def _read(self) -> list[_Line]:
        try:
            content = self.file.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise CorpusError(f"{self.file} cannot be read ({error.strerror}).") from error
        *whole, rest = content.split(b"\n")
        lines = [self._parsed(number, line) for number, line in enumerate(whole, 1)]
        if lines and not isinstance(lines[0], Begun):
            raise self._damaged(1, "it does not say what the answers are about")
        self.torn = bool(rest)
        return lines

    def _parsed(self, number: int, line: bytes) -> _Line:
        try:
            return msgspec.json.decode(line, type=_Line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._damaged(number, str(error)) from error

    def _replay(self, number: int, line: _Line, segments: int) -> None:
        if isinstance(line, Undone) and self.decisions:
            self.decisions.pop()
        elif isinstance(line, Labelled | Phrase | Later | AskedAll) and _fits(line, segments):
            self.decisions.append(line)
        else:
            raise self._damaged(number, "no answer about this page")

    def _damaged(self, number: int, reason: str) -> CorpusError:
        return CorpusError(
            f"{self.file} is damaged in line {number} ({reason}): take that line out to go on with"
            " the other answers, or move the file away to answer anew."
        )

    def _append(self, line: _Line) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # Another sitting may have finished and removed the file: no answer is lost by that.
            fresh = [] if self.file.exists() else [self._begun, *self.decisions]
            with self.file.open("ab") as out:
                out.write(b"".join(map(_line, [*fresh, line])))
        except OSError as error:
            raise CorpusError(
                f"{self.file} cannot be written ({error.strerror}): the last decision is not kept."
            ) from error


def journal_file(corpus: Path, page: str) -> Path:
    """Where the decisions on a page are kept until they are gold."""
    return corpus / FOLDER / f"{page}.edit.jsonl"


def _fits(decision: Decision, segments: int) -> bool:
    if isinstance(decision, Labelled):
        known = all(0 <= number < segments for number in decision.segments)
        return known and decision.kind in KINDS[decision.role]
    if isinstance(decision, Phrase):
        return decision.field in ("contains", "lacks")
    return not isinstance(decision, Later) or 0 <= decision.segment < segments


def _other(found: _Line, begun: Begun, told: str) -> str:
    """What the page is no more that it was when the first decision was made."""
    html, toml = (found.html, found.toml) if isinstance(found, Begun) else ("", "")
    if (html, toml) == (begun.html, begun.toml):
        return (
            "Answers were given to another version of boilerbench, which cut the page into other"
            f" blocks ({told}): finish with that version, or move that file away to answer anew."
        )
    return (
        f"The page's {'gold' if html == begun.html else 'HTML'} was changed after answers about it"
        f" were given ({told}): bring the old file back to go on with them, or move that file away"
        " to answer anew."
    )


def _line(line: _Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"
