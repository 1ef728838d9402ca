"""What of a page's gold the page does not hold letter by letter, aligned with the words left."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from boilerbench.corpora.placing import Label, Placed
from boilerbench.corpora.words import PageWords
from boilerbench.records import Gold, Noise, NoiseKind, OptionalKind, OptionalText
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE

Owners: TypeAlias = NDArray[np.int64]


def owners_of_homeless(found: Placed, owners: Owners) -> Owners:
    """The owners of a page's words, those among them that the labels without a place get."""
    free = np.flatnonzero(owners < 0).tolist()
    text, starts = _text_of(found.page, free)
    golds = [label for label in found.homeless if label.kind == "gold"]
    optional = [label for label in found.homeless if _is_optional(label)]
    noise = [label for label in found.homeless if label.field.startswith("noise")]
    gold = Gold(
        text="\n".join(label.text for label in golds),
        optional=tuple(OptionalText(_optional(one.kind), one.text) for one in optional),
        noise=tuple(Noise(_noise(one.kind), one.text) for one in noise),
    )
    prepared, parts, claims = attributed(gold, text)
    # The title, which the gold at hand lacks, stands last among the optional texts.
    by_owner = [*optional, *([None] * (len(prepared.optional) - len(optional))), *noise]
    number_of = {id(label): number for number, label in enumerate(found.labels)}
    result = owners.copy()
    for at, owner in enumerate(claims.owner):
        is_gold = claims.held[at] != FREE or claims.moved[at] != FREE
        label = golds[0] if is_gold else by_owner[owner] if owner != FREE else None
        if label is not None:
            for word in _words_in(starts, free, parts.spans[at]):
                result[word] = number_of[id(label)]
    return result


def _text_of(page: PageWords, words: Sequence[int]) -> tuple[str, list[int]]:
    """Some words of a page as they stand there, line by line, and where in it each begins."""
    text, starts, before = "", [], -2
    for word in words:
        piece, (start, end) = page.pieces[page.piece_of[word]], page.spans[word]
        if word != before + 1:
            gap = "\n"
        elif page.piece_of[word] == page.piece_of[before]:
            gap = " "
        else:
            gap = "\n" if "\n" in piece.gap else _between(page, before, word)
        starts.append(len(text) + len(gap))
        text += gap + piece.text[start:end]
        before = word
    return text, starts


def _between(page: PageWords, before: int, word: int) -> str:
    """What stands between words of two text nodes on one line: nothing within a word."""
    last, first = page.pieces[page.piece_of[before]], page.pieces[page.piece_of[word]]
    rest = last.text[page.spans[before][1] :] + first.gap + first.text[: page.spans[word][0]]
    return "" if not rest else " "


def _words_in(starts: Sequence[int], words: Sequence[int], span: tuple[int, int]) -> Sequence[int]:
    return words[max(0, bisect_right(starts, span[0]) - 1) : bisect_right(starts, span[1] - 1)]


def _is_optional(label: Label) -> bool:
    return label.kind != "gold" and not label.field.startswith("noise")


def _optional(kind: str) -> OptionalKind:
    return next(one for one in get_args(OptionalKind) if one == kind)


def _noise(kind: str) -> NoiseKind:
    return next(one for one in get_args(NoiseKind) if one == kind)
