"""The same page in other encodings, each of which it declares."""

import re
from random import Random
from typing import Final

from lxml.html import HtmlElement

from boilerbench.stress.mutation import Write

_CHARSET: Final = re.compile(r"(<meta\b[^>]*charset=[\"']?)utf-8", re.IGNORECASE)
_FOREIGN: Final = re.compile("[^\x00-\x7f]")


def in_utf16(tree: HtmlElement, _rng: Random, write: Write) -> bytes:
    """The page in UTF-16 behind its byte order mark, which outranks every meta element."""
    return b"\xff\xfe" + write(tree).decode().encode("utf-16-le")


def in_windows_1252(tree: HtmlElement, _rng: Random, write: Write) -> bytes:
    """The page in windows-1252, as its meta says; what that lacks is a reference.

    In scripts and styles, where references mean nothing, it is escaped in their own way.
    """
    for element in tree.iter("script", "style"):
        escape = _in_css if element.tag == "style" else _in_script
        element.text = _FOREIGN.sub(escape, element.text) if element.text else element.text
    text = _CHARSET.sub(r"\1windows-1252", write(tree).decode())
    return text.encode("windows-1252", "xmlcharrefreplace")


def _in_script(one: re.Match[str]) -> str:
    units = one[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _in_css(one: re.Match[str]) -> str:
    return f"\\{ord(one[0]):x} "
