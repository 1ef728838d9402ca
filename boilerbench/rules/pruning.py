"""A page without the elements that its rules find, and what each rule took away."""

import re
from collections.abc import Collection, Iterable

import msgspec
from lxml import html
from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.elementpaths import ElementPaths
from boilerbench.records import Removal
from boilerbench.rules.matching import Begin, RuleIndex
from boilerbench.rules.scopes import host_of
from boilerbench.trees import parse_page

WHOLE = frozenset({"html", "body", "head"})
"""Elements that no rule may take away: without them there is no page."""

_DOCTYPE = re.compile(rb"<!doctype\b", re.IGNORECASE)


class Trouble(msgspec.Struct, frozen=True):
    """Why a rule, by its place among the rules, was not carried out.

    `is_limit`: it was ended, as it took too long, and may do its work at another time.
    """

    rule: int
    why: str
    is_limit: bool = False


class Pruned(msgspec.Struct, frozen=True):
    """A page's bytes after its rules; the very bytes it had where none fires.

    `control` is the page parsed and serialised with nothing removed, None where no rule fires:
    what it changes is no rule's doing. Both are UTF-8, and say so.
    """

    content: bytes
    removals: tuple[Removal, ...] = ()
    control: bytes | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def fired(self) -> bool:
        """Whether any rule took something away."""
        return self.control is not None


def prune(
    index: RuleIndex,
    content: bytes,
    *,
    charset: str | None = None,
    url: str | None = None,
    only: Collection[int] | None = None,
    skipped: Collection[int] = (),
    begin: Begin = lambda _rule: None,
) -> Pruned:
    """A page after its rules, or after `only` some of them. `skipped` ones are not looked for."""
    tree = parse_page(content, charset) if index.active(host_of(url)) else None
    if tree is None:
        return Pruned(content)
    hits = index.hits(tree, host_of(url), skipped, begin)
    chosen = {at: found for at, found in hits.elements.items() if only is None or at in only}
    troubles = [Trouble(at, why) for at, why in hits.troubles.items()]
    if not chosen:
        return Pruned(content, troubles=tuple(troubles))
    doctype = _DOCTYPE.search(content) is not None
    control = serialised(tree, doctype=doctype)
    removed = _removed(index, tree, chosen, troubles)
    paths = ElementPaths(tree)
    removals = tuple(
        Removal(at, wording(element), paths.of(element))
        for at, elements in sorted(removed.items())
        for element in elements
    )
    if not removals:
        return Pruned(content, troubles=tuple(troubles))
    _drop(element for elements in removed.values() for element in elements)
    return Pruned(serialised(tree, doctype=doctype), removals, control, tuple(troubles))


def _removed(
    index: RuleIndex,
    tree: HtmlElement,
    hits: dict[int, dict[HtmlElement, None]],
    troubles: list[Trouble],
) -> dict[int, list[HtmlElement]]:
    """The outermost elements that each rule takes away; rules that take too much are troubles."""
    removed: dict[int, list[HtmlElement]] = {}
    keeping = None
    for at, elements in sorted(hits.items()):
        whole = next((one.tag for one in elements if one.tag in WHOLE), None)
        if index.rules[at].keep:
            if keeping is None and whole is None:
                keeping, removed[at] = at, _all_but(tree, elements)
        elif whole is not None:
            troubles.append(Trouble(at, f"it finds <{whole}>, without which there is no page"))
        else:
            removed[at] = [one for one in elements if not _in_any(one, elements)]
    return removed


def _in_any(element: HtmlElement, elements: Collection[HtmlElement]) -> bool:
    return any(outer in elements for outer in element.iterancestors())


def _all_but(tree: HtmlElement, kept: Collection[HtmlElement]) -> list[HtmlElement]:
    """The outermost elements of the body that are neither among these nor in or around one.

    Text that stands beside them is wrapped in elements of its own first.
    """
    around = {outer for one in kept for outer in one.iterancestors()}
    body = tree.find("body")
    found: list[HtmlElement] = []
    waiting = [] if body is None else [body]
    while waiting:
        parent = waiting.pop()
        _wrap_texts(parent)
        for child in parent:
            if child in around:
                waiting.append(child)
            elif child not in kept and isinstance(child.tag, str):
                found.append(child)
    return found


def _wrap_texts(parent: HtmlElement) -> None:
    for child in list(parent):
        if child.tail and child.tail.strip():
            parent.insert(parent.index(child) + 1, _span(child.tail))
            child.tail = None
    if parent.text and parent.text.strip():
        parent.insert(0, _span(parent.text))
        parent.text = None


def _span(text: str) -> HtmlElement:
    made: HtmlElement = html.Element("span")
    made.text = text
    return made


def wording(element: HtmlElement) -> str:
    """The text of an element, a line for each of its blocks."""
    parts: list[str] = []
    for piece in pieces(element):
        words = " ".join(piece.text.split())
        if words:
            parts += ["\n" if "\n" in piece.gap else " ", words]
    return "".join(parts).strip()


def _drop(elements: Iterable[HtmlElement]) -> None:
    for element in dict.fromkeys(elements):
        if element.getparent() is not None:
            element.drop_tree()  # what stands behind it stays


def control_of(content: bytes, charset: str | None = None) -> bytes:
    """A page parsed and serialised with nothing removed; the same bytes where it is empty."""
    tree = parse_page(content, charset)
    if tree is None:
        return content
    return serialised(tree, doctype=_DOCTYPE.search(content) is not None)


def serialised(tree: HtmlElement, *, doctype: bool) -> bytes:
    """A page's tree as HTML in UTF-8, which its meta elements say too; `doctype`: it has one."""
    _declare_utf8(tree)
    declared = tree.getroottree().docinfo.doctype if doctype else None
    found: bytes = html.tostring(
        tree, encoding="utf-8", include_meta_content_type=True, doctype=declared or None
    )
    return found


def _declare_utf8(tree: HtmlElement) -> None:
    metas = [meta for meta in tree.iter("meta") if _declares(meta)]
    for meta in metas:
        if meta.get("charset") is not None:
            meta.set("charset", "utf-8")
        else:
            meta.set("content", "text/html; charset=utf-8")
    if metas:
        return
    head = tree.find("head")
    if head is None:
        head = html.Element("head")
        tree.insert(0, head)
    head.insert(0, html.Element("meta", {"charset": "utf-8"}))


def _declares(meta: HtmlElement) -> bool:
    """Whether a meta element says in which encoding the page is."""
    equivalent = (meta.get("http-equiv") or "").strip().lower()
    return meta.get("charset") is not None or equivalent == "content-type"
