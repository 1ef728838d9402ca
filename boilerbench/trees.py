"""A page's element tree and the text that stands in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from boilerbench.decoding import decode

UNSEEN = frozenset({"script", "style", "template"})
"""Elements whose text is code or inert, never wording of the page."""

# lxml.html asks its own in Python for every element, to give forms classes that nobody here needs.
_CLASSES = etree.ElementDefaultClassLookup(
    html.HtmlElement, html.HtmlComment, html.HtmlProcessingInstruction, html.HtmlEntity
)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_page(content: bytes, charset: str | None = None) -> HtmlElement | None:
    """The tree of a page as libxml2 builds it, however deep; None for a page with nothing in it.

    What libxml2 cuts off is put back where browsers show it: text after `</html>` at the end of
    the body, and what stands more than 2,000 elements deep at that depth.
    """
    text = _NOT_IN_XML.sub(" ", decode(content, charset).text)
    # Encoded again, because lxml refuses a str that carries its own encoding declaration.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree: HtmlElement = html.document_fromstring(text.encode(), parser=parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            tree = html.document_fromstring(flattened(text).encode(), parser=parser)
    except etree.ParserError:
        return None
    _gather(tree)
    return tree


DEEPEST = 2000
"""Elements in each other, beyond which tags are left out: libxml2 ends at 2,048."""

_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)\s*>|$)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.DOTALL | re.IGNORECASE,
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


_WRAPPERS = frozenset({"b", "blockquote", "center", "div", "em", "font", "i", "section", "span"})


def flattened(text: str, deepest: int = DEEPEST) -> str:
    """HTML without the wrappers that stand deeper than so many elements; what is in them stays."""
    opened: list[bool] = []

    def kept(tag: re.Match[str]) -> str:
        if tag["name"] is None or tag["name"].lower() in _VOID:
            return tag[0]
        if not tag["end"]:
            wraps = tag["name"].lower() in _WRAPPERS
            opened.append(len(opened) < deepest or not wraps)
            return tag[0] if opened[-1] else " "
        return tag[0] if not opened or opened.pop() else " "

    return _TAG.sub(kept, text)


def _gather(tree: HtmlElement) -> None:
    """Put what a page holds after `</body>` and `</html>` at the end of its body."""
    body = tree.find("body")
    if body is None:
        return
    strays = list(body.itersiblings())
    _add_text(body, body.tail)
    body.tail = None
    for later in list(tree.itersiblings()):
        if later.tag == "html":
            _add_text(body, later.text)
            for part in later:
                _add_text(body, part.text)
                strays += part
    for stray in strays:
        if isinstance(stray.tag, str):
            body.append(stray)


def _add_text(body: HtmlElement, text: str | None) -> None:
    if text and text.strip():
        last = body[-1] if len(body) else None
        if last is None:
            body.text = (body.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The text nodes below an element in document order, hidden ones and `<noscript>` included."""
    return (text for text, _ in text_nodes(element))


def text_nodes(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The same with the element that each stands in.

    Without recursion: pages are thousands of elements deep.
    """
    if not isinstance(root.tag, str) or root.tag in UNSEEN:
        return
    if root.text:
        yield root.text, root
    stack = [(root, iter(root))]
    while stack:
        parent, children = stack[-1]
        for child in children:
            tag = child.tag
            if isinstance(tag, str) and tag not in UNSEEN:
                if text := child.text:
                    yield text, child
                if len(child):
                    stack.append((child, iter(child)))
                    break
            if text := child.tail:
                yield text, parent
        else:
            stack.pop()
            if stack and (text := parent.tail):
                yield text, stack[-1][0]


def unseen_texts(root: HtmlElement) -> Iterator[str]:
    """Wording that only scripts bring to light: in `<template>`, and strings in JSON scripts."""
    for template in root.iter("template"):
        yield from template.itertext()
    for script in root.iter("script"):
        if "json" in (script.get("type") or ""):
            try:
                yield from json_strings(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def json_strings(value: Any) -> Iterator[str]:
    """The strings in a value that was read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from json_strings(inner)
