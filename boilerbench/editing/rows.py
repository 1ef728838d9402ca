"""The entries of a gold file as rows that are exchanged one by one, the others left alone."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from boilerbench.records import Noise, OptionalText


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the gold text, with the white space that stands before it there."""

    text: str
    before: str = ""


Entry: TypeAlias = Paragraph | OptionalText | Noise


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and the number of its first word on the page; None where it has no place there."""

    entry: Entry
    at: int | None


def paragraphs_of(text: str) -> tuple[list[Paragraph], str]:
    """The paragraphs of a gold text, and the white space behind the last."""
    found: list[Paragraph] = []
    before = ""
    for line in text.splitlines(keepends=True):
        own = line.strip()
        if own:
            lead, behind = line.split(own)
            found.append(Paragraph(own, before + lead))
            before = behind
        else:
            before += line
    return found, before


def text_of(paragraphs: Sequence[Paragraph], lead: str, tail: str) -> str:
    """Paragraphs as a gold text, which begins and ends with this white space; "" without any."""
    if not paragraphs:
        return ""
    first, *rest = paragraphs
    parts = (f"{_separated(one)}{one.text}" for one in rest)
    return f"{lead}{first.text}{''.join(parts)}{tail}"


def _separated(paragraph: Paragraph) -> str:
    """The white space before a paragraph that is not the first: a line break at least."""
    breaks = len(f"{paragraph.before}.".splitlines()) > 1
    return paragraph.before if breaks else "\n\n"


def inserted(rows: Sequence[Row], new: Iterable[Row]) -> list[Entry]:
    """The entries, each new one behind that which stands before it on the page."""
    known = sorted((row.at, number) for number, row in enumerate(rows) if row.at is not None)
    behind: dict[int, list[Entry]] = defaultdict(list)
    for row in sorted(new, key=lambda row: row.at or 0):
        place = bisect_right(known, (row.at or 0, len(rows)))
        # Before the first that has a place, or at the end where none has.
        number = known[place - 1][1] if place else known[0][1] - 1 if known else len(rows) - 1
        behind[number].append(row.entry)
    found = behind[-1]
    for number, row in enumerate(rows):
        found += [row.entry, *behind[number]]
    return found
