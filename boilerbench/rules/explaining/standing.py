"""Where a text stands on its page, and from which of its places an output has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from boilerbench.origins import Origins
from boilerbench.pagetexts import Place, letters
from boilerbench.rules.explaining.bench import Chain, PageBench
from boilerbench.rules.explaining.forms import Form
from boilerbench.rules.explaining.shapes import Spot, Standing
from boilerbench.rules.explaining.sources import MOST, Sources
from boilerbench.rules.pruning import WHOLE
from boilerbench.visible import visible

SHOWN: Final = 5
"""Places that are named."""


@dataclass(frozen=True)
class Ground:
    """The places of a text on its page, first those that the output has it from.

    `chains` has of each the smallest element around it and those around that, without html and
    body; `parts` the elements in it that have words of the text. The first `wanted` are those
    that a rule should meet.
    """

    tree: HtmlElement
    standing: Standing
    chains: tuple[Chain, ...] = ()
    parts: tuple[frozenset[HtmlElement], ...] = ()
    wanted: int = 0

    @property
    def everywhere(self) -> PageBench:
        """All places of the text."""
        return PageBench(self.tree, self.chains, self.parts)

    @property
    def bench(self) -> PageBench:
        """Where rules are tried: on what leaks and is no gold, else on all places."""
        end = self.wanted or len(self.chains)
        return PageBench(self.tree, self.chains[:end], self.parts[:end])


def ground_of(sources: Sources, output: str, forms: Sequence[Form]) -> Ground:
    """Where a text stands on a page; `forms` are its places in the output."""
    page, places = sources.page, sources.places
    if not places:
        return Ground(page.tree, _elsewhere(page, sources.text))
    leaking = sources.leaking(output, forms)
    noise = [place for place in leaking if sources.label(place) != "gold"]
    ordered = [*leaking, *(place for place in places if place not in leaking)][:MOST]
    chains = tuple(_chain(page, place) for place in ordered)
    spots = tuple(
        _spot(sources, chain, place, leaks=place in leaking)
        for chain, place in zip(chains, ordered[:SHOWN], strict=False)
    )
    origin = page.at(page.texts.around(ordered[0]), len(places))
    standing = Standing("text", str(origin), len(places), spots)
    parts = tuple(_parts(page, place) for place in ordered)
    return Ground(page.tree, standing, chains, parts, len(noise or leaking))


def _chain(page: Origins, place: Place) -> Chain:
    element = page.texts.around(place)
    return tuple(one for one in (element, *element.iterancestors()) if one.tag not in WHOLE) or (
        element,
    )


def _parts(page: Origins, place: Place) -> frozenset[HtmlElement]:
    """The elements that have a word of a place, and those between them and the one around all."""
    outer = page.texts.around(place)
    found: set[HtmlElement] = set()
    for element in page.texts.elements[place[0] : place[1]]:
        around: HtmlElement | None = element
        while around is not None and around is not outer and around not in found:
            found.add(around)
            around = around.getparent()
    return frozenset(found)


def _spot(sources: Sources, chain: Chain, place: Place, *, leaks: bool) -> Spot:
    origin = sources.page.at(chain[0])
    elements = {*sources.page.texts.elements[place[0] : place[1]]}
    around = tuple(map(name_of, chain[1:]))
    label = sources.label(place)
    return Spot(visible(origin.path), origin.hidden, around, len(elements), leaks, label)


def name_of(element: HtmlElement) -> str:
    """An element's tag with its id and all its classes, as a selector spells them."""
    ident = (element.get("id") or "").strip()
    classes = "".join(f".{name}" for name in (element.get("class") or "").split())
    return visible(f"{element.tag!s}{f'#{ident}' if ident else ''}{classes}")


def _elsewhere(page: Origins, text: str) -> Standing:
    """Where a text stands that is not in the page's wording, or which words of it do."""
    origin = page.of(text)
    if origin is not None:
        return Standing(origin.within, str(origin), 1)
    words = letters(text).split()
    wanted = f" {' '.join(words)} "
    comments = (one.text or "" for one in page.tree.getroottree().iter(etree.Comment))
    if words and any(wanted in f" {' '.join(letters(one).split())} " for one in comments):
        return Standing("comment", "not in the visible text: in a comment", 1)
    missing = tuple(dict.fromkeys(word for word in words if not page.texts.places([word])))
    return Standing("nowhere", "nowhere on the page", run=_longest(page, words), missing=missing)


def _longest(page: Origins, words: Sequence[str]) -> str:
    """The most words in a row that the page has."""
    best: Sequence[str] = ()
    for start in range(len(words)):
        end = start + len(best) + 1
        while end <= len(words) and page.texts.places(words[start:end]):
            best = words[start:end]
            end += 1
    return " ".join(best)
