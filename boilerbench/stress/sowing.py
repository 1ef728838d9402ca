"""Noise made ready for the places of a page: its elements, its words, and the gold with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import msgspec
from lxml import etree, html
from lxml.html import HtmlElement

from boilerbench.records import Gold, Noise, NoiseKind, Page
from boilerbench.rules.labels import Labelled
from boilerbench.rules.pruning import wording
from boilerbench.stress.grounds import Spot, spots
from boilerbench.stress.inventing import invent
from boilerbench.stress.snippets import snippet
from boilerbench.trees import parse_page


@dataclass(frozen=True, slots=True)
class Ground:
    """A page's tree, and the places where noise can be put into it."""

    tree: HtmlElement
    spots: Sequence[Spot]
    known: Labelled


@dataclass(frozen=True, slots=True)
class Sown:
    """An element for each place, not yet put there; the gold with them, and the invented words."""

    elements: Mapping[Spot, HtmlElement]
    gold: Gold
    words: Mapping[str, tuple[str, ...]]


def ground_of(page: Page, content: bytes) -> Ground | None:
    """The places of a page; None where its gold has none."""
    tree = parse_page(content, page.charset)
    found, known = ([], None) if tree is None else spots(tree, page.gold)
    return None if tree is None or known is None or not found else Ground(tree, found, known)


def sown(ground: Ground, page: Page, kind: NoiseKind, *, anonymous: bool, seed: int) -> Sown:
    """One piece of noise for each place; its words are the same in either markup."""
    rng = Random(f"{seed} {kind} {page.id}")  # noqa: S311  reproducible, no secret
    taken = set(ground.known.page.letters)
    words: dict[str, tuple[str, ...]] = {}
    elements: dict[Spot, HtmlElement] = {}
    for spot in ground.spots:
        element = snippet(kind, page.id, rng)
        new = invent(element, taken, rng)
        taken.update(new)
        words[spot.where] = tuple(new)
        elements[spot] = _nameless(element) if anonymous else element
    texts = {spot: wording(element) for spot, element in elements.items()}
    return Sown(elements, _with_noise(page.gold, ground.known, texts, kind), words)


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
