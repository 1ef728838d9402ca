"""A diff cut to a size: kept text first, then long pieces, then the pairs with the least wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from boilerbench.sidebyside.shapes import Mark, Pair, Piece
from boilerbench.text import token_spans
from boilerbench.wording import counted

QUIET: Final[frozenset[Mark]] = frozenset({"kept", "optional"})
"""What nobody opens a diff for."""
ENDS: Final = (200, 50, 12)
"""Words left at each end of a piece that is too long: as many as the bounds allow."""
SPARED: Final = 4  # words that are too few to be worth a gap
LETTERS: Final = 20  # characters that count as a word at least, lest one word be megabytes


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a diff is shown: so many words a side.

    `kept`: words left at each end of kept text, however short the diff is; None: all of it.
    """

    words: int = 20_000
    kept: int | None = None


BOUNDS: Final = Bounds()


def bounded(pairs: Sequence[Pair], bounds: Bounds = BOUNDS) -> tuple[tuple[Pair, ...], str]:
    """The pairs within bounds, in their order, and a sentence that says what is left out."""
    found = tuple(pairs)
    if bounds.kept is not None:
        found = tuple(shortened(pair, bounds.kept, QUIET) for pair in found)
    if _fits(found, bounds.words):
        return found, ""
    asked = found
    found = tuple(shortened(pair, ENDS[-1], QUIET) for pair in asked)
    quiet = found
    for ends in ENDS:
        if not _fits(found, bounds.words):
            found = tuple(shortened(pair, ends) for pair in quiet)
    chosen = _worst(found, bounds.words)
    return chosen, _sentence(asked, chosen, bounds.words)


def shortened(pair: Pair, ends: int, marks: Iterable[Mark] = ()) -> Pair:
    """A pair whose long pieces have so many words left at each end; all, or those of some marks."""
    of = frozenset(marks)

    def side(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(short(one, ends) if not of or one.mark in of else one for one in pieces)

    return replace(pair, gold=side(pair.gold), output=side(pair.output))


def short(piece: Piece, ends: int) -> Piece:
    """A piece with its first and last words, if it has many more than these."""
    if piece.tail or size(piece) <= 2 * ends + SPARED:
        return piece
    reach = ends * LETTERS
    head, tail = piece.text[:reach], piece.text[-reach:]
    opening, closing = token_spans(head)[:ends], token_spans(tail)[1:][-ends:]
    if len(opening) == ends:
        head = head[: opening[-1][1]]
    if len(closing) == ends:
        tail = tail[closing[0][0] :]
    skipped = max(0, piece.words - len(opening) - len(closing))
    return replace(piece, text=head, skipped=skipped, tail=tail)


def size(piece: Piece) -> int:
    """The words of a piece that are shown; endless ones and endless gaps count as several."""
    letters = (len(piece.text) + len(piece.tail)) // LETTERS
    return max(piece.words - piece.skipped, letters)


def gap(piece: Piece) -> str:
    """What stands between the two ends of a shortened piece."""
    words = counted(piece.skipped, "word")
    kept = " kept" if piece.mark == "kept" else ""
    return f" … {words}{kept} … " if piece.skipped else " … "


def _sizes(pair: Pair) -> tuple[int, int]:
    return sum(map(size, pair.gold)), sum(map(size, pair.output))


def _fits(pairs: Sequence[Pair], words: int) -> bool:
    sizes = [_sizes(pair) for pair in pairs]
    return max((sum(side) for side in zip(*sizes, strict=True)), default=0) <= words


def _worst(pairs: Sequence[Pair], words: int) -> tuple[Pair, ...]:
    """The pairs with the most words wrong, as many as there is room for, in their order."""
    kept: list[Pair] = []
    gold = output = 0
    for pair in sorted(pairs, key=lambda pair: (-pair.counts.wrong, pair.number)):
        more = _sizes(pair)
        if gold + more[0] <= words and output + more[1] <= words:
            gold, output = gold + more[0], output + more[1]
            kept.append(pair)
    return tuple(sorted(kept, key=lambda pair: pair.number))


def _sentence(asked: Sequence[Pair], shown: Sequence[Pair], words: int) -> str:
    """Of how many words the bounds took away, and how many pairs are gone altogether."""
    gone = len(asked) - len(shown)
    quiet = _shown_words(asked, quiet=True) - _shown_words(shown, quiet=True)
    other = _shown_words(asked, quiet=False) - _shown_words(shown, quiet=False)
    told = [f"{quiet:,} words that were kept"] if quiet else []
    told += [f"{other:,} other words"] if other else []
    told += [f"{gone:,} of {len(asked):,} paragraphs altogether"] if gone else []
    what = " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told) or "characters"
    return f"Left out, to show no more than {words:,} words a side: {what}."


def _shown_words(pairs: Sequence[Pair], *, quiet: bool) -> int:
    return sum(
        piece.words - piece.skipped
        for pair in pairs
        for side in (pair.gold, pair.output)
        for piece in side
        if (piece.mark in QUIET) is quiet
    )
