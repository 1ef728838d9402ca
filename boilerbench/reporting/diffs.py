"""A page's diff as lines of a terminal: kept, missing, leaked with its kind, moved, extra."""

import textwrap
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from boilerbench.sidebyside import PageDiff, Pair, Piece
from boilerbench.sidebyside.cutting import gap
from boilerbench.sidebyside.shapes import Mark
from boilerbench.text import token_spans
from boilerbench.visible import visible

SIGNS: Final[dict[Mark, str]] = {
    "kept": " ",
    "optional": " ",
    "unjudged": " ",
    "moved": "~",
    "missing": "-",
    "leaked": "+",
    "extra": "+",
}
COLOURS: Final[dict[Mark, str]] = {
    "optional": "bright_black",
    "moved": "yellow",
    "missing": "red",
    "leaked": "green",
    "extra": "cyan",
}
LEGEND: Final = (
    "- missing gold   + leaked noise or other extra text   ~ moved   (kept text is cut short)"
)
KEPT_WORDS: Final = 12
"""How many words of a kept passage are shown at each of its ends."""

SHOWN_STEPS: Final = 3
"""Steps of a path that are shown."""
GLUE: Final = "\x00"  # what `visible` leaves in no text


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of gold or output with what it is.

    `note` is a noise or optional kind, or the gold paragraph of moved text; `place` is where in the
    page the text stands.
    """

    mark: Mark
    text: str
    note: str = ""
    place: str | None = None


def passages(diff: PageDiff) -> list[Passage]:
    """The output in its order, with missing gold before the gold that should have followed it."""
    pieces = (piece for pair in diff.pairs for piece in woven(pair))
    paragraphs = {} if diff.left_out else _paragraphs(diff)
    found: list[Passage] = []
    for mark, members in groupby(pieces, key=lambda piece: piece.mark):
        if mark in ("kept", "missing"):
            found.append(Passage(mark, "\n".join(map(_text, members))))
        else:
            found += [_passage(piece, paragraphs) for piece in members]
    return found


def woven(pair: Pair) -> Iterator[Piece]:
    """The output's pieces of a pair, and among the kept words those that are missing there."""
    lost: deque[tuple[int, Piece]] = deque()
    before = done = 0
    for piece in pair.gold:
        if piece.mark == "missing":
            lost.append((before, piece))
        before += piece.words if piece.mark == "kept" else 0
    for one in pair.output:
        piece = one
        while piece.mark == "kept" and lost and lost[0][0] < done + piece.words:
            head, piece = _cut(piece, lost[0][0] - done)
            if head.words:
                yield head
            done += head.words
            yield lost.popleft()[1]
        done += piece.words if piece.mark == "kept" else 0
        yield piece
    yield from (piece for _, piece in lost)


def _cut(piece: Piece, words: int) -> tuple[Piece, Piece]:
    """A piece in two, the first with so many words; one that was shortened stays whole."""
    spans = token_spans(piece.text)
    if piece.tail or not 0 < words < len(spans):
        return replace(piece, text="", words=0), piece
    at = spans[words][0]
    head = replace(piece, text=piece.text[:at], words=words)
    return head, replace(piece, text=piece.text[at:], words=piece.words - words)


def _paragraphs(diff: PageDiff) -> dict[int, int]:
    """The number of the gold paragraph in each pair that has one."""
    numbers = (pair.number for pair in diff.pairs if pair.gold)
    return {number: at for at, number in enumerate(numbers, start=1)}


def _passage(piece: Piece, paragraphs: dict[int, int]) -> Passage:
    note = piece.kind
    if piece.mark == "moved" and piece.pair in paragraphs:
        note = f"gold paragraph {paragraphs[piece.pair]}"
    return Passage(piece.mark, _text(piece), note, piece.place)


def _text(piece: Piece) -> str:
    return f"{piece.text}{gap(piece)}{piece.tail}" if piece.tail else piece.text


def lines_of(passage: Passage, width: int) -> list[str]:
    """A passage as lines with its sign in front; kept text only shows its two ends."""
    body = visible(" ".join(passage.text.split()))
    if passage.mark in ("kept", "optional"):
        body = _shortened(body)
    note = f"[{passage.note}] " if passage.note else ""
    prefix = f"{SIGNS[passage.mark]} "
    place = f"at {_short_place(passage.place)}" if passage.place else ""
    if len(place) + len(prefix) <= width:
        place = place.replace(" ", GLUE)
    lines = textwrap.wrap(
        f"{note}{body}   {place}",
        width,
        initial_indent=prefix,
        subsequent_indent=prefix,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(GLUE, " ") for line in lines]


def _short_place(place: str) -> str:
    """A path with where it begins and its last steps: a line has no room for more."""
    steps = place.split(" > ")
    if len(steps) <= SHOWN_STEPS:
        return place
    return f"{steps[0]} … {' > '.join(steps[1 - SHOWN_STEPS :])}"


def _shortened(body: str) -> str:
    words = body.split(" ")
    if len(words) <= 2 * KEPT_WORDS + 4:
        return body
    left_out = len(words) - 2 * KEPT_WORDS
    head, tail = " ".join(words[:KEPT_WORDS]), " ".join(words[-KEPT_WORDS:])
    return f"{head} … {left_out} words … {tail}"
