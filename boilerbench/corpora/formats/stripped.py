"""Pages without what an annotation left in them: wrappers, labels, style sheets of a tool."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from boilerbench.records import HtmlSource


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page's bytes as another source has them, without the marks that `strip` takes out."""

    source: HtmlSource
    strip: Callable[[bytes], bytes]

    def read(self) -> bytes:
        """The page as it was served, as far as that can be told."""
        return self.strip(self.source.read())


_OPENING = re.compile(rb"\A\s*<text\b[^>]*>[ \t]*\r?\n?", re.IGNORECASE)
_CLOSING = re.compile(rb"\s*</text>\s*\Z", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(id|title|encoding)\s*=\s*"([^"]*)\"""", re.IGNORECASE)


def without_wrapper(content: bytes) -> bytes:
    """A page without CleanEval's `<text id="URL" …>` around it."""
    return _CLOSING.sub(b"\n", _OPENING.sub(b"", content, count=1), count=1)


def wrapper_of(content: bytes) -> dict[str, str]:
    """What the `<text …>` around a page says: `id` is its URL, `encoding` was guessed for it."""
    match = _OPENING.match(content)
    if match is None:
        return {}
    pairs = _ATTRIBUTE.findall(match[0])
    return {
        name.decode("ascii").lower(): value.decode("utf-8", "replace").strip()
        for name, value in pairs
    }


_TOOL_STYLE = re.compile(
    rb"""<style\b[^>]*\bid\s*=\s*["']?cc-extraStyle\b[^>]*>.*?</style>\s*""",
    re.DOTALL | re.IGNORECASE,
)
_TOOL_TAGS = re.compile(rb"</?marked-[a-z]+\b[^>]*>", re.IGNORECASE)
_TOOL_ATTRIBUTES = re.compile(
    rb"""\s+(?:cc-select|data-anno-uid|__boilernet_label)"""
    rb"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?(?=[\s/>])"""
)
_CLASS = re.compile(rb"""(\sclass\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
_TOOL_CLASSES = re.compile(rb"""(?<![\w-])(?:mark-selected|marked-[\w-]+|x-nc-[\w-]+)\s*""")


def without_marks(content: bytes) -> bytes:
    """A page without the labels of WebMainBench, BoilerNet and L3S-GN1, which tell the answer."""
    content = _TOOL_STYLE.sub(b"", content)
    content = _TOOL_ATTRIBUTES.sub(b"", _TOOL_TAGS.sub(b"", content))
    return _CLASS.sub(_cleaned_class, content)


def _cleaned_class(match: "re.Match[bytes]") -> bytes:
    quote = match[2][:1]
    cleaned = _TOOL_CLASSES.sub(b"", match[2][1:-1])
    if cleaned == match[2][1:-1]:
        return match[0]
    return match[1] + quote + cleaned.rstrip() + quote if cleaned.strip() else b""
