"""The encodings that a page's meta elements name, found without parsing the page."""

import re
from collections.abc import Iterator
from typing import Final

PRESCAN: Final = 1024
"""Bytes in which the encoding standard expects a meta declaration."""

_ATTRIBUTE = rb"""[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?"""
_MARKUP = re.compile(
    rb"<(?:(?P<comment>!--)"
    rb"|(?P<raw>script|style|textarea|title|noscript|template)\b"
    rb"|(?P<end>/head\b|body\b)"
    rb"|meta[\s/](?P<meta>(?:[\s/]*" + _ATTRIBUTE + rb")*))"
)
_PAIR = re.compile(
    rb"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?""", re.DOTALL
)
_CONTENT_CHARSET = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""")


def meta_labels(content: bytes) -> Iterator[str]:
    """Every label a meta element gives, in order and lower case, as far as the head goes.

    What stands in comments, scripts and the like is none. A head that ends within the first 1,024
    bytes does not end the search, as in the standard's prescan.
    """
    lower = content.lower()  # case is ignored faster so than by a pattern
    if b"charset" not in lower:
        return
    start = 0
    while start >= 0 and (markup := _MARKUP.search(lower, start)):
        if markup["end"] and markup.start() >= PRESCAN:
            return
        if markup["meta"] is not None and b"charset" in markup["meta"]:
            yield from _labels_of(markup["meta"])
        start = _end_of(markup, lower)


def _end_of(markup: re.Match[bytes], lower: bytes) -> int:
    """Where the search goes on after some markup; -1 where it lasts to the end of the page."""
    if markup["comment"]:
        # The two dashes that open a comment may also close it.
        return _after(lower, b"-->", markup.end() - 2)
    if markup["raw"]:
        opened = _after(lower, b">", markup.end())
        return opened if opened < 0 else _after(lower, b"</" + markup["raw"], opened)
    return markup.end()


def _after(lower: bytes, wanted: bytes, start: int) -> int:
    found = lower.find(wanted, start)
    return found if found < 0 else found + len(wanted)


def _labels_of(meta: bytes) -> Iterator[str]:
    attributes: dict[str, str] = {}
    for name, *values in _PAIR.findall(meta):
        attributes.setdefault(_ascii(name), _ascii(b"".join(values)))
    if "charset" in attributes:
        yield attributes["charset"]
    elif attributes.get("http-equiv", "").strip() == "content-type":
        for match in _CONTENT_CHARSET.finditer(attributes.get("content", "")):
            yield match[1] or match[2] or match[3] or ""


def _ascii(value: bytes) -> str:
    return value.decode("ascii", "replace")
