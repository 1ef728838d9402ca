"""The short CSS selector that finds one element of a page and no other."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.corpora.words import letters_of

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_STEPS = 5


class Selectors:
    """Selectors for the elements of one tree; ids and classes are counted once."""

    def __init__(self, tree: HtmlElement) -> None:
        self._holders: dict[str, int] = defaultdict(int)
        self._steps: dict[HtmlElement, dict[HtmlElement, str]] = {}
        for element in tree.iter():
            for own in own_names(element):
                self._holders[own] += 1

    def of(self, element: HtmlElement) -> str | None:
        """The selector; None where it takes more than a few steps to say which one is meant."""
        steps: list[str] = []
        for _ in range(_STEPS):
            unique = next((own for own in own_names(element) if self._holders[own] == 1), None)
            if unique is not None:
                return " > ".join([unique, *steps])
            parent = element.getparent()
            if parent is None or not isinstance(element.tag, str):
                return None
            steps.insert(0, self._step(element, parent))
            element = parent
        return None

    def _step(self, element: HtmlElement, parent: HtmlElement) -> str:
        if parent not in self._steps:
            self._steps[parent] = _places(parent)
        return self._steps[parent][element]

    def holding(self, element: HtmlElement, words: Sequence[str]) -> str | None:
        """The selector of the element at or around this one that holds just these words, if any."""
        wanted = letters_of(" ".join(words))
        for around in (element, *element.iterancestors()):
            held = "".join(letters_of(piece.text) for piece in pieces(around))
            if held == wanted:
                return self.of(around)
            if len(held) > len(wanted):
                break
        return None


def own_names(element: HtmlElement) -> list[str]:
    """What an element says of itself, the most telling first: id, class, tag with class, tag."""
    if not isinstance(element.tag, str) or not _PLAIN.fullmatch(element.tag):
        return []
    ident = element.get("id") or ""
    classes = [name for name in (element.get("class") or "").split() if _PLAIN.fullmatch(name)]
    names = dict.fromkeys(classes)
    return [
        *([f"#{ident}"] if _PLAIN.fullmatch(ident) else []),
        *(f".{name}" for name in names),
        *(f"{element.tag}.{name}" for name in names),
        element.tag,
    ]


def _places(parent: HtmlElement) -> dict[HtmlElement, str]:
    """Of each child its tag, with its number where others are of that tag."""
    children = [(child, child.tag) for child in parent if isinstance(child.tag, str)]
    counts = Counter(tag for _, tag in children)
    seen: Counter[str] = Counter()
    found: dict[HtmlElement, str] = {}
    for child, tag in children:
        seen[tag] += 1
        found[child] = f"{tag}:nth-of-type({seen[tag]})" if counts[tag] > 1 else tag
    return found
