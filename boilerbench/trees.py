"""A page's element tree and the text that stands in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from boilerbench.text import decode

UNSEEN = frozenset({"script", "style", "template"})
"""Elements whose text is code or inert, never wording of the page."""

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_page(content: bytes, charset: str | None = None) -> HtmlElement | None:
    """The tree of a page as libxml2 builds it, however deep; None for a page with nothing in it."""
    text = _NOT_IN_XML.sub(" ", decode(content, charset).text)
    # Encoded again, because lxml refuses a str that carries its own encoding declaration.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: HtmlElement | None = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:
        return None
    return tree


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The text nodes below an element in document order, hidden ones and `<noscript>` included."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    for event, node in _walk(element):
        if event == "text" and node.text:
            yield node.text
        elif event == "tail" and node.tail:
            yield node.tail


def unseen_texts(root: HtmlElement) -> Iterator[str]:
    """Wording that only scripts bring to light: in `<template>`, and strings in JSON scripts."""
    for template in root.iter("template"):
        yield from template.itertext()
    for script in root.iter("script"):
        if "json" in (script.get("type") or ""):
            try:
                yield from _strings(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Where text stands below root, without recursion: pages are thousands of elements deep."""
    yield "text", root
    stack = [iter(root)]
    open_elements = [root]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            closed = open_elements.pop()
            if stack:
                yield "tail", closed
        elif not isinstance(child.tag, str) or child.tag in UNSEEN:
            yield "tail", child
        else:
            yield "text", child
            stack.append(iter(child))
            open_elements.append(child)
