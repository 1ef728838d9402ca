"""A label cut where its blocks were answered differently: what is left of it, in its own words."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from boilerbench.corpora.words import beginning, letters_of
from boilerbench.editing.rows import Entry, Paragraph
from boilerbench.text import token_spans


def parted(text: str, sizes: Sequence[int]) -> list[str] | None:
    """A text in parts of so many letters and digits each; None where its words do not fall so."""
    spans = token_spans(text)
    counts = [len(letters_of(text[start:end])) for start, end in spans]
    begins = dict(zip(accumulate(counts, initial=0), range(len(spans)), strict=False))
    words = [begins.get(size) for size in list(accumulate(sizes))[:-1]]
    if sum(counts) != sum(sizes) or None in words:
        return None
    cuts = [beginning(text, spans[word - 1][1], spans[word][0]) for word in words if word]
    ends = [0, *cuts, len(text)]
    return [text[a:b].strip() for a, b in pairwise(ends)]


def with_text(entry: Entry, text: str) -> Entry:
    """An entry that says less than before: its kind stays, and the selector, which holds it too."""
    if isinstance(entry, Paragraph):
        return Paragraph(text, entry.before)
    return msgspec.structs.replace(entry, text=text)


def runs(flags: Sequence[bool]) -> Iterator[tuple[bool, int, int]]:
    """Stretches of equal flags: the flag, the number of the first, that behind the last."""
    start = 0
    for number in range(1, len(flags) + 1):
        if number == len(flags) or flags[number] != flags[start]:
            yield flags[start], start, number
            start = number
