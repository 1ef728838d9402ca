"""Leaked and other extra pieces with the element of the page that each comes from."""

from collections.abc import Sequence

from msgspec.structs import replace

from boilerbench.origins import Origin, Origins
from boilerbench.sidebyside.shapes import Pair, Piece

LETTERS = 200
"""Characters of its neighbours that are shown to who looks for a piece."""


def located(pairs: Sequence[Pair], page: Origins) -> tuple[Pair, ...]:
    """The pairs, in whose output every leaked and extra piece says where it stands in the page.

    A piece says nothing where the extractor changed the text.
    """
    pieces = [piece for pair in pairs for piece in pair.output]
    texts = ["", *(piece.text for piece in pieces), ""]
    found = iter(
        _told(piece, page, (texts[at][-LETTERS:], texts[at + 2][:LETTERS]))
        for at, piece in enumerate(pieces)
    )
    return tuple(
        replace(pair, output=tuple(next(found) for _ in pair.output)) if pair.output else pair
        for pair in pairs
    )


def _told(piece: Piece, page: Origins, near: tuple[str, str]) -> Piece:
    if piece.mark not in ("leaked", "extra"):
        return piece
    origin: Origin | None = None
    if piece.index is not None:
        origin = page.of_noise(piece.index)
    origin = origin or page.of(piece.text, near)
    return piece if origin is None else replace(piece, place=str(origin))
