"""The path to an element of a page, short enough to read and still a CSS selector."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from lxml.html import HtmlElement

STEPS: Final = 6
"""Steps of a path; a longer one leaves out what lies between its anchor and its last steps."""
LONGEST: Final = 12  # steps, where a shorter path would find other elements too
CLASSES: Final = 2
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


class ElementPaths:
    """Paths from the nearest element with an id of its own, or from the body."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._ids: Counter[str] = Counter(one.get("id") or "" for one in tree.iter("*"))
        self._known: dict[HtmlElement, str] = {}
        self._names: dict[HtmlElement, dict[HtmlElement, str]] = {}

    def of(self, element: HtmlElement) -> str:
        """Such as `div#content > aside.promo > p:nth-of-type(2)`; a step says tag and classes.

        Where that takes more than six steps, the anchor and the last five, if they find this
        element alone; else up to twelve, and of more the last, after an ellipsis.
        """
        if element not in self._known:
            self._known[element] = self._path(element)
        return self._known[element]

    def _path(self, element: HtmlElement) -> str:
        steps: list[str] = []
        around: HtmlElement | None = element
        while around is not None and len(steps) <= LONGEST and not self._anchors(around):
            steps.append(self._step(around))
            around = around.getparent()
        if around is None:
            return " > ".join(reversed(steps))
        if len(steps) > LONGEST:
            outer = (around, *around.iterancestors())
            around = next((one for one in outer if self._anchors(one)), None)
        anchor = "html" if around is None else _named(around)
        if len(steps) < STEPS:
            return " > ".join([anchor, *reversed(steps)])
        last = steps[STEPS - 2 :: -1]
        if _finds_one(self._tree if around is None else around, last):
            return f"{anchor} {' > '.join(last)}"
        if len(steps) > LONGEST:
            return f"… > {' > '.join(reversed(steps[:STEPS]))}"
        return " > ".join([anchor, *reversed(steps)])

    def _anchors(self, element: HtmlElement) -> bool:
        """Whether a path can begin here: at an id that no other element has, or at the body."""
        ident = element.get("id") or ""
        unique = self._ids[ident] == 1 and _PLAIN.fullmatch(ident) and _is_plain(element)
        return bool(unique) or element.tag in ("body", "html")

    def _step(self, element: HtmlElement) -> str:
        parent = element.getparent()
        if parent is None:
            return _named(element)
        if parent not in self._names:
            self._names[parent] = _names(parent)
        return self._names[parent][element]


def _finds_one(anchor: HtmlElement, steps: Sequence[str]) -> bool:
    """Whether an element has one descendant that is found by these steps."""
    found = anchor.xpath(f".//{'/'.join(map(_in_xpath, steps))}")
    return isinstance(found, list) and len(found) == 1


def _in_xpath(step: str) -> str:
    """A step of ours in XPath, which takes a tenth of the time that CSS does."""
    name, _, number = step.partition(":")
    place = number[number.find("(") + 1 : -1]
    tag, *rest = re.split(r"(?=[.#])", name)
    marks = [
        f"[@id='{one[1:]}']"
        if one[0] == "#"
        else f"[contains(concat(' ', normalize-space(@class), ' '), ' {one[1:]} ')]"
        for one in rest
    ]
    return f"{tag}{f'[{place}]' if place else ''}{''.join(marks)}"


def _names(parent: HtmlElement) -> dict[HtmlElement, str]:
    """What each child is called, with its number among those of its tag if that finds others."""
    children = [child for child in parent if isinstance(child.tag, str)]
    alike = _Alike(children)
    seen: Counter[str] = Counter()
    found: dict[HtmlElement, str] = {}
    for place, child in enumerate(children, 1):
        name, tag = _named(child), str(child.tag)
        seen[tag] += 1
        if name == "*":
            found[child] = f"*:nth-child({place})"
        else:
            found[child] = name if alike.count(name) == 1 else f"{name}:nth-of-type({seen[tag]})"
    return found


class _Alike:
    """How many of some elements each name finds: one with more classes is found by fewer too."""

    def __init__(self, children: Sequence[HtmlElement]) -> None:
        self._having: dict[str, set[int]] = defaultdict(set)
        self._known: dict[str, int] = {}
        for at, child in enumerate(children):
            self._having[str(child.tag)].add(at)
            self._having["#" + (child.get("id") or "")].add(at)
            for own in (child.get("class") or "").split():
                self._having["." + own].add(at)

    def count(self, name: str) -> int:
        """The number of elements that a tag with an id or classes finds."""
        if name not in self._known:
            first, *rest = (self._having[part] for part in re.split(r"(?=[.#])", name))
            self._known[name] = len(first.intersection(*rest))
        return self._known[name]


def _named(element: HtmlElement) -> str:
    """Tag, id and the first classes of an element; `*` for a tag that a selector cannot say."""
    if not _is_plain(element):
        return "*"
    ident, tag = element.get("id") or "", str(element.tag)
    if _PLAIN.fullmatch(ident):
        return f"{tag}#{ident}"
    plain = [one for one in (element.get("class") or "").split() if _PLAIN.fullmatch(one)]
    return ".".join([tag, *list(dict.fromkeys(plain))[:CLASSES]])


def _is_plain(element: HtmlElement) -> bool:
    return bool(_PLAIN.fullmatch(str(element.tag)))
