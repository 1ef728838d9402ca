"""The path to an element of a page, short enough to read and still a CSS selector."""

import re
from collections import Counter
from typing import Final

from cssselect import HTMLTranslator
from lxml.etree import XPath
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
            around = next((one for one in around.iterancestors() if self._anchors(one)), None)
        anchor = "html" if around is None else _named(around)
        if len(steps) < STEPS:
            return " > ".join([anchor, *reversed(steps)])
        short = f"{anchor} {' > '.join(reversed(steps[: STEPS - 1]))}"
        if self._finds_one(short):
            return short
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

    def _finds_one(self, selector: str) -> bool:
        return len(XPath(HTMLTranslator().css_to_xpath(selector))(self._tree)) == 1


def _names(parent: HtmlElement) -> dict[HtmlElement, str]:
    """What each child is called, with its number among those of its tag if a name is shared."""
    children = [child for child in parent if isinstance(child.tag, str)]
    named = [_named(child) for child in children]
    # `p` finds `p.lead` too, so a name is only one child's where its tag has nothing like it.
    alike = Counter(prefix for name in named for prefix in _prefixes(name))
    seen: Counter[str] = Counter()
    found: dict[HtmlElement, str] = {}
    for place, (child, name) in enumerate(zip(children, named, strict=True), 1):
        tag = str(child.tag)
        seen[tag] += 1
        number = f":nth-of-type({seen[tag]})" if name != "*" else f":nth-child({place})"
        found[child] = name if alike[name] == 1 and name != "*" else name + number
    return found


def _prefixes(name: str) -> set[str]:
    """The names that find an element of this name: without its last classes, without any."""
    parts = re.split(r"(?=[.#])", name)
    tag, *rest = parts
    found = {tag, name}
    for number, one in enumerate(rest):
        found |= {tag + one, tag + "".join(rest[: number + 1])}
    return found


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
