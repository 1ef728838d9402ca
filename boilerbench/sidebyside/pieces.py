"""The runs of a row as pieces of text: every character of both sides is in one of them."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from boilerbench.sidebyside.places import Places
from boilerbench.sidebyside.rows import Row
from boilerbench.sidebyside.runs import Aligned, Run
from boilerbench.sidebyside.shapes import Counts, Mark, Pair, Piece


def pairs_of(rows: Sequence[Row], found: Aligned) -> tuple[Pair, ...]:
    """The rows with their texts, numbered from 1; moved words know the pair of their other half."""
    paragraphs, words = _numbers(rows)
    gold = _bodies([run for row in rows for run in row.gold], found.gold_places)
    text = _bodies([run for row in rows for run in row.output], found.output_places)

    def gold_piece(run: Run) -> Piece:
        pair = None if run.other is None else words[run.other]
        return Piece(run.mark, gold[run.first], run.behind - run.first, pair=pair)

    def output_piece(run: Run) -> Piece:
        pair = None if run.other is None else paragraphs[run.other]
        index = run.index if run.mark == "leaked" else None
        size = run.behind - run.first
        return Piece(run.mark, text[run.first], size, run.kind, pair, index=index)

    return tuple(
        _pair(number, list(map(gold_piece, row.gold)), list(map(output_piece, row.output)))
        for number, row in enumerate(rows, start=1)
    )


def _numbers(rows: Sequence[Row]) -> tuple[dict[int, int], dict[int, int]]:
    """The number of the pair that has a gold paragraph, and of that which has an output word.

    Of the words only those that are moved are asked for.
    """
    paragraphs: dict[int, int] = {}
    words: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for run in row.gold:
            paragraphs[run.home or 0] = number
        for run in row.output:
            if run.mark == "moved":
                words |= dict.fromkeys(range(run.first, run.behind), number)
    return paragraphs, words


def _bodies(runs: Sequence[Run], places: Places) -> dict[int, str]:
    """The text of each run, by its first word: between them they have all of it."""
    text = places.text
    cuts = pairwise([*(places.cut(run.first) for run in runs), len(text)])
    return {run.first: text[start:end] for run, (start, end) in zip(runs, cuts, strict=True)}


def _pair(number: int, gold: list[Piece], output: list[Piece]) -> Pair:
    counts = Counts(
        _sum(gold, "missing"), _sum(output, "leaked"), _sum(output, "extra"), _sum(gold, "moved")
    )
    return Pair(number, _stripped(gold), _stripped(output), counts)


def _sum(pieces: Sequence[Piece], mark: Mark) -> int:
    return sum(piece.words for piece in pieces if piece.mark == mark)


def _stripped(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without the white space around all of them."""
    if pieces and (short := pieces[0].text.lstrip()) != pieces[0].text:
        pieces[0] = replace(pieces[0], text=short)
    if pieces and (short := pieces[-1].text.rstrip()) != pieces[-1].text:
        pieces[-1] = replace(pieces[-1], text=short)
    return tuple(pieces)
