"""Where in its page a text of an output stands."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final, Literal, TypeAlias

import msgspec
from lxml.html import HtmlElement

from boilerbench.corpora.finding import Finder
from boilerbench.elementpaths import ElementPaths
from boilerbench.pagetexts import PageTexts, Place, letters, page_texts
from boilerbench.records import Gold, Page
from boilerbench.trees import parse_page
from boilerbench.unseen import Hold, Unseen
from boilerbench.visible import visible

Within: TypeAlias = Hold | Literal["text"]

NEAR: Final = 8
"""Words of its neighbours that tell a text from others like it."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Origin(msgspec.Struct, frozen=True):
    """The path of the smallest element that has a text, a CSS selector where it begins with no `…`.

    `within` is "text" for wording of the page, be it hidden or not; else what holds the text, of an
    attribute its `name`. `places` are those that the text may come from; the path is the first's.
    """

    path: str
    tag: str
    within: Within = "text"
    name: str = ""
    hidden: bool = False
    places: int = 1

    def __str__(self) -> str:
        match self.within:
            case "text":
                hidden = " (hidden)" if self.hidden else ""
                several = f" (one of {self.places} places)" if self.places > 1 else ""
                return visible(f"{self.path}{hidden}{several}")
            case "title":
                return "not in the visible text: in the page's title"
            case "attribute":
                told = f"in an attribute ({self.name}) of {self.path}"
            case _:
                told = f"in a {self.within}: {self.path}"
        return visible(f"not in the visible text: {told}")


class Origins:
    """A page, prepared once for all that is asked of it."""

    def __init__(self, tree: HtmlElement, gold: Gold) -> None:
        self.tree = tree
        self._gold = gold
        self._unseen = Unseen(tree)
        self._paths = ElementPaths(tree)
        self._noise: dict[int, Origin | None] = {}
        self._known: dict[str, list[Place] | Origin | None] = {}

    def of(self, text: str, near: tuple[str, str] = ("", "")) -> Origin | None:
        """Where a text stands; None where the page does not have it so.

        A text of several lines may have others between them on the page. `near` is what stands
        before and after it in the output, to tell places apart that hold the same words.
        """
        found = self._found(text)
        return self._one_of(self._nearest(found, near)) if isinstance(found, list) else found

    def places(self, text: str, near: tuple[str, str] | None = None) -> list[Place]:
        """The places of a text in the page's wording; with neighbours those that fit them best."""
        found = self._found(text)
        if not isinstance(found, list):
            return []
        return found if near is None else self._nearest(found, near)

    def at(self, element: HtmlElement, places: int = 1) -> Origin:
        """How an element is called where a text stands in it."""
        hidden = any(_hides(one) for one in (element, *element.iterancestors()))
        path = self._paths.of(element)
        return Origin(path, str(element.tag), hidden=hidden, places=places)

    def _found(self, text: str) -> list[Place] | Origin | None:
        if text not in self._known:
            self._known[text] = self._look_for(text)
        return self._known[text]

    def _look_for(self, text: str) -> list[Place] | Origin | None:
        """The places of a text in the page's wording, or else what is known of it."""
        words = letters(text).split()
        if places := self.texts.places(words):
            return places
        if words and (held := self._unseen.holder(words)) is not None:
            within, element, name = held
            return Origin(self._paths.of(element), str(element.tag), within, name)
        place = self._apart(text.splitlines())
        return None if place is None else [place]

    def of_noise(self, index: int) -> Origin | None:
        """The element that the selector of a noise entry finds; None where it has none."""
        if index not in self._noise:
            selector = self._gold.noise[index].selector
            element = None if selector is None else self._finder.one(selector)
            self._noise[index] = None if element is None else self.at(element, 1)
        return self._noise[index]

    @cached_property
    def texts(self) -> PageTexts:
        """The words of the page's wording."""
        return page_texts(self.tree)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.tree)

    def _one_of(self, places: Sequence[Place]) -> Origin:
        return self.at(self.texts.around(places[0]), len(places))

    def _nearest(self, places: list[Place], near: tuple[str, str]) -> list[Place]:
        """The place between the neighbours, or that touches most of them; all that are as good."""
        if len(places) == 1:
            return places
        before = letters(near[0]).split()[-NEAR:]
        after = letters(near[1]).split()[:NEAR]
        left, right = self.texts.places(before), self.texts.places(after)
        low = left[0][1] if len(left) == 1 else 0
        high = right[0][0] if len(right) == 1 else len(self.texts.words)
        places = [one for one in places if low <= one[0] and one[1] <= high] or places
        touched = [self._touching(place, before, after) for place in places]
        best = max(touched)
        return [place for place, count in zip(places, touched, strict=True) if count == best]

    def _touching(self, place: Place, before: Sequence[str], after: Sequence[str]) -> int:
        """How many words before and after a place are those of the neighbours, without a gap."""
        words, (first, behind) = self.texts.words, place
        left = words[max(0, first - NEAR) : first][::-1]
        return _alike(left, before[::-1]) + _alike(words[behind : behind + NEAR], after)

    def _apart(self, lines: Sequence[str]) -> Place | None:
        """The place around lines that stand apart, if the page has half of them once each."""
        found = [self.texts.places(letters(line).split()) for line in lines if line.strip()]
        once = [places[0] for places in found if len(places) == 1]
        if len(found) < 2 or 2 * len(once) < len(found):
            return None
        return min(once)[0], max(behind for _, behind in once)


def origins(page: Page) -> Origins | None:
    """A page read as scoring and checks read it; None for one with nothing in it."""
    tree = parse_page(page.source.read(), page.charset)
    return None if tree is None else Origins(tree, page.gold)


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(words, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(words), len(others)))


def _hides(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDING.search(element.get("style") or ""))
