"""Noise of a known kind planted at known places of a page, in words that occur nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, get_args

import msgspec
from lxml import etree, html
from lxml.html import HtmlElement

from boilerbench.records import Gold, Noise, NoiseKind, Page
from boilerbench.rules.labels import Labelled
from boilerbench.rules.pruning import serialised, wording
from boilerbench.stress.checking import require_same, visible_words, words_of
from boilerbench.stress.grounds import Spot, spots
from boilerbench.stress.inventing import invent
from boilerbench.stress.mutation import DOCTYPE
from boilerbench.stress.snippets import snippet
from boilerbench.trees import parse_page


@dataclass(frozen=True, slots=True)
class Planting:
    """Which noise is planted: its kind, and whether in divs without a name or as sites write it."""

    kind: NoiseKind
    anonymous: bool = False

    @property
    def sentence(self) -> str:
        """What it does, in a line."""
        markup = "divs without a name" if self.anonymous else "markup of sites"
        return f"{self.kind} noise before, between and after gold, in {markup}"


PLANTINGS: Final[Mapping[str, Planting]] = {
    **{f"noise-{kind}": Planting(kind) for kind in get_args(NoiseKind)},
    **{f"noise-{kind}-div": Planting(kind, anonymous=True) for kind in get_args(NoiseKind)},
}
"""Every planting, by name."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A page with noise: its bytes in UTF-8, its gold with the noise in it, the new words."""

    content: bytes
    gold: Gold
    words: Mapping[str, tuple[str, ...]]
    """The invented words by where they stand: before, between, after."""


def planted(page: Page, content: bytes, name: str, *, seed: int = 0) -> Planted | None:
    """A page with one piece of noise at each place; None where its gold has no place.

    The words are the same in either markup. Raises MutationError where the page's own words change.
    """
    planting, tree = PLANTINGS[name], parse_page(content, page.charset)
    found, known = ([], None) if tree is None else spots(tree, page.gold)
    if tree is None or known is None or not found:
        return None
    rng = Random(f"{seed} {planting.kind} {page.id}")  # noqa: S311  reproducible, no secret
    own, taken = visible_words(content, page.charset), set(known.page.letters)
    words: dict[str, tuple[str, ...]] = {}
    elements: dict[Spot, HtmlElement] = {}
    for spot in found:
        element = snippet(planting.kind, page.id, rng)
        new = invent(element, taken, rng)
        taken.update(new)
        words[spot.where] = tuple(new)
        elements[spot] = _nameless(element) if planting.anonymous else element
    for spot, element in elements.items():
        spot.put(element)
    made = serialised(tree, doctype=DOCTYPE.search(content) is not None)
    texts = {spot: wording(element) for spot, element in elements.items()}
    _check(own, made, [words_of(one) for one in elements.values()], name, page.id)
    return Planted(made, _with_noise(page.gold, known, texts, planting.kind), words)


def _nameless(element: HtmlElement) -> HtmlElement:
    """The same lines, each in a div of its own in one around them, without an attribute."""
    outer: HtmlElement = html.Element("div")
    for line in wording(element).splitlines():
        etree.SubElement(outer, "div").text = line
    return outer


def _with_noise(gold: Gold, page: Labelled, texts: Mapping[Spot, str], kind: NoiseKind) -> Gold:
    """The gold with the new noise among its own, in the order of the page."""
    starts: dict[int, int] = {}
    for word, entry in enumerate(page.entries.tolist()):
        starts.setdefault(entry, word)
    new = [(spot.word, Noise(kind, text)) for spot, text in texts.items()]
    merged: list[Noise] = []
    for at, noise in enumerate(gold.noise):
        while new and new[0][0] <= starts.get(at, 0):
            merged.append(new.pop(0)[1])
        merged.append(noise)
    return msgspec.structs.replace(gold, noise=(*merged, *(noise for _, noise in new)))


def _check(
    own: Sequence[str],
    made: bytes,
    added: Sequence[Sequence[str]],
    name: str,
    page: str,
) -> None:
    """MutationError where the page without what was planted does not say what it said."""
    left = visible_words(made)
    for piece in added:
        at = next(
            (at for at in range(len(left)) if left[at : at + len(piece)] == list(piece)), None
        )
        if at is not None:
            del left[at : at + len(piece)]
    require_same(own, left, name, page)
