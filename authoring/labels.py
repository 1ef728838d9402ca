"""Labels in the source of a page, and the gold they stand for.

An element of the source may carry `x-gold`, `x-optional="caption"` or `x-noise="newsletter"`. The
nearest labelled element around a text owns it. The finished page has none of these attributes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.corpora.selectors import Selectors
from boilerbench.records import Noise, OptionalText
from boilerbench.text import tokens

_LABEL = re.compile(r"""\s+x-(?:gold|optional|noise)(?:=(?:"[^"]*"|'[^']*'))?(?=[\s/>])""")
_NAMES = ("x-gold", "x-optional", "x-noise")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the labels of one page say, and the texts that none of them owns."""

    text: str
    optional: tuple[OptionalText, ...]
    noise: tuple[Noise, ...]
    unowned: tuple[str, ...]


def without_labels(source: str) -> str:
    """The page as it ships; all other bytes stay as they are."""
    return _LABEL.sub("", source)


def labelled(tree: HtmlElement) -> Labelled:
    """The gold of a page's labelled tree, noise with the selector of its element."""
    selectors = Selectors(tree)
    text: list[str] = []
    optional: list[OptionalText] = []
    noise: list[Noise] = []
    unowned: list[str] = []
    for owner, run in _runs(tree):
        words = _spaced(run)
        if owner is None:
            unowned.append(words)
        elif (kind := owner.get("x-noise")) is not None:
            noise.append(Noise(kind=kind, text=words, selector=selectors.of(owner)))  # type: ignore[arg-type]  # checked when the finished page is read
        elif (kind := owner.get("x-optional")) is not None:
            optional.append(OptionalText(kind=kind, text=words))  # type: ignore[arg-type]  # as above
        else:
            text += _paragraphs(run)
    return Labelled("\n\n".join(text), tuple(optional), tuple(noise), tuple(unowned))


def _runs(tree: HtmlElement) -> Iterator[tuple[HtmlElement | None, list[Piece]]]:
    """Texts that stand together and belong to one label; gold goes on from label to label."""
    body = tree.find("body")
    owned = _owned(pieces(tree if body is None else body))
    for _, group in groupby(owned, key=lambda pair: _run_key(pair[1])):
        run = list(group)
        yield run[0][1], [piece for piece, _ in run]


def _owned(found: Iterable[Piece]) -> Iterator[tuple[Piece, HtmlElement | None]]:
    """Pieces with their owners, without the punctuation and spaces that stand between two runs."""
    gap = ""
    last: object = None
    for piece in found:
        owner = _owner(piece.element)
        gap = max(gap, piece.gap, key=len)
        if tokens(piece.text) or (last is not None and _run_key(owner) == last):
            yield replace(piece, gap=gap), owner
            gap, last = "", _run_key(owner)
        elif piece.text.isspace():
            gap = max(gap, " ", key=len)


def _run_key(owner: HtmlElement | None) -> object:
    return "gold" if owner is not None and owner.get("x-gold") is not None else owner


def _owner(element: HtmlElement) -> HtmlElement | None:
    around = (element, *element.iterancestors())
    return next((each for each in around if any(name in each.attrib for name in _NAMES)), None)


def _spaced(run: list[Piece]) -> str:
    """The words of a run on one line; those of two elements stay apart, as a reader sees them."""
    worded = (piece.text for piece in run if tokens(piece.text))
    return " ".join(" ".join(worded).split())


def _paragraphs(run: list[Piece]) -> list[str]:
    """The lines of a run: one for each block, and one for each line of preformatted text."""
    lines = [""]
    for piece in run:
        if "\n" in piece.gap:
            lines.append("")
        words = piece.gap.strip("\n") + piece.text
        if not _preformatted(piece.element):
            words = _folded(words, lines[-1])
        first, *more = words.split("\n")
        lines = [*lines[:-1], lines[-1] + first, *more]
    return [line.rstrip() for line in lines if line.strip()]


def _folded(text: str, before: str) -> str:
    folded = re.sub(r"\s+", " ", text)
    return folded.lstrip() if before[-1:] in ("", " ") else folded


def _preformatted(element: HtmlElement) -> bool:
    return element.tag == "pre" or next(element.iterancestors("pre"), None) is not None
