"""What can be shown of an output where gold has no text: its snippets, and the output alone."""

from collections.abc import Sequence

from boilerbench.records import Gold
from boilerbench.sidebyside.shapes import Counts, Pair, Piece, Snippet
from boilerbench.text import tokens


def output_alone(text: str) -> tuple[Pair, ...]:
    """Every line with anything on it as a pair without gold."""
    lines = [line.strip() for line in text.splitlines()]
    pieces = [Piece("unjudged", line, len(tokens(line))) for line in lines if line]
    return tuple(Pair(number, (), (piece,), Counts()) for number, piece in enumerate(pieces, 1))


def snippets_of(gold: Gold, text: str) -> tuple[Snippet, ...]:
    """What became of each snippet of gold, letter for letter but for white space."""
    if not (gold.contains or gold.lacks):
        return ()
    flat = " ".join(text.split())

    def stands(snippets: Sequence[str]) -> list[bool]:
        return [" ".join(snippet.split()) in flat for snippet in snippets]

    wanted = zip(gold.contains, stands(gold.contains), strict=True)
    unwanted = zip(gold.lacks, stands(gold.lacks), strict=True)
    return (
        *(Snippet("found" if there else "missing", one) for one, there in wanted),
        *(Snippet("leaked" if there else "absent", one) for one, there in unwanted),
    )
