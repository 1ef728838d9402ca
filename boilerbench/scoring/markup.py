"""Markdown as a tree of HTML elements, raw HTML in it included."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import html
from lxml.etree import iterwalk

from boilerbench.text import normalise

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CELLS = ("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
_KEPT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "a", *_CELLS))
_INLINE = frozenset(
    (
        *("abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "mark", "q", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
    )
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<")


def tree_of_markdown(markdown: str) -> html.HtmlElement:
    """The element that a document is: CommonMark 0.31 with GitHub's tables.

    Raw HTML counts as what it says, so a `<table>` is a table; of its tags only those of
    headings, lists, code, links and tables stay, because an unclosed `<title>` or `<List>` of some
    text would swallow the rest of the document.
    """
    # The element around it makes a whole document of any rendering, of an empty one too.
    body = f"<article>{_parser().render(markdown)}</article>"
    return html.fragment_fromstring(body, parser=html.HTMLParser(huge_tree=True))


def text_in(element: html.HtmlElement, without: Container[str] = ()) -> str:
    """An element's text on one line, without that of the given elements inside it."""
    return normalise("".join(_strings(element, without)))


def _strings(element: html.HtmlElement, without: Container[str]) -> Iterator[str]:
    # Not by recursion: what nobody closes nests as deep as the document is long.
    walk = iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        left_out = inner is not element and inner.tag in without
        if event == "start":
            yield " " if _is_block(inner) else ""
            if left_out:
                walk.skip_subtree()
            else:
                yield inner.text or ""
        elif inner is not element:
            yield " " if _is_block(inner) else ""
            yield inner.tail or ""


def _is_block(element: html.HtmlElement) -> bool:
    return element.tag not in _INLINE and element.tag != "a"


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only one metric has a use for it

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.add_render_rule("html_block", _raw)
    parser.add_render_rule("html_inline", _raw)
    return parser


def _raw(_renderer: object, tokens: "Sequence[Token]", at: int, *_: object) -> str:
    return _TAG.sub(_tag, _without_comments(tokens[at].content))


def _tag(match: re.Match[str]) -> str:
    if match[1] is None:
        return "&lt;"
    name = match[1].lower()
    return match[0] if name in _KEPT else "" if name in _INLINE else " "


def _without_comments(text: str) -> str:
    kept, *rest = text.split("<!--")
    for part in rest:
        comment, end, after = part.partition("-->")
        kept += after if end else f"<!--{comment}"
    return kept
