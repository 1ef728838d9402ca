"""Characters written as references though nothing asks for it."""

import re
from html.entities import codepoint2name
from random import Random
from typing import Final

from lxml.html import HtmlElement

from boilerbench.stress.layout import open_elements
from boilerbench.stress.mutation import Write

_MARK: Final = 0x100000
"""Added to a character that is to be a reference: the last plane, of which no one uses any."""
_MARKED: Final = re.compile("[\U00100000-\U0010fffd]")
_SHARE: Final = 0.05


def referenced(tree: HtmlElement, rng: Random, write: Write) -> bytes:
    """The page with every character beyond ASCII, and one letter in twenty, as a reference.

    Named where HTML 4 has a name, else decimal or hexadecimal. A page that uses the last private
    plane itself stays as it is.
    """
    if any(_MARKED.search(text) for text in tree.itertext()):
        return write(tree)
    for element in open_elements(tree):
        element.text = _marked(element.text, rng)
        for child in element:
            child.tail = _marked(child.tail, rng)
    return _MARKED.sub(lambda one: _reference(one[0], rng), write(tree).decode()).encode()


def _marked(text: str | None, rng: Random) -> str | None:
    if not text:
        return text
    return "".join(chr(ord(one) + _MARK) if _is_meant(one, rng) else one for one in text)


def _is_meant(one: str, rng: Random) -> bool:
    code = ord(one)
    if code <= 0x20 or 0x7F <= code < 0xA0 or code > 0xFFFD:
        return False  # references to C1 controls mean other characters
    return code > 0x7F or (one not in "&<>" and rng.random() < _SHARE)


def _reference(one: str, rng: Random) -> str:
    code = ord(one) - _MARK
    if code in codepoint2name:
        return f"&{codepoint2name[code]};"
    return f"&#x{code:x};" if rng.random() < 0.5 else f"&#{code};"
