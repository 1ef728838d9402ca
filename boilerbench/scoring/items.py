"""What a document is built of: headings, list items, lines of code, links and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from boilerbench.scoring.markup import text_in, tree_of_markdown
from boilerbench.scoring.tables import Table, table_of
from boilerbench.text import normalise, tokens

Kind: TypeAlias = Literal["code", "headings", "links", "lists"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Words: TypeAlias = tuple[str, ...]
Form: TypeAlias = str | int | tuple[bool, int]

TAB = 4  # columns


@dataclass(frozen=True, slots=True)
class Item:
    """What one piece says, and how it is marked up.

    A heading's form is its level, a list item's whether it is numbered and how deep it stands, a
    line of code's the columns it is indented, a link's where it leads.
    """

    words: Words
    form: Form


@dataclass(frozen=True, slots=True)
class Items:
    """The pieces of a document by kind."""

    by_kind: Mapping[Kind, tuple[Item, ...]]
    tables: tuple[Table, ...]


def items_of(markdown: str) -> Items:
    """The pieces of a document; those without a word are none."""
    body = tree_of_markdown(markdown)
    return Items(
        by_kind={
            "code": tuple(_code(body)),
            "headings": _worded(_headings(body)),
            "links": _worded(_links(body)),
            "lists": _worded(_lists(body)),
        },
        tables=tuple(
            table
            for element in body.iter("table")
            if next(element.iterancestors("table"), None) is None
            and (table := table_of(element)) is not None
        ),
    )


def _worded(found: Iterator[tuple[str, Form]]) -> tuple[Item, ...]:
    items = (Item(tuple(tokens(text)), form) for text, form in found)
    return tuple(item for item in items if item.words)


def _headings(body: HtmlElement) -> Iterator[tuple[str, Form]]:
    for level, tag in enumerate(("h1", "h2", "h3", "h4", "h5", "h6"), start=1):
        for element in body.iter(tag):
            yield text_in(element), level


def _links(body: HtmlElement) -> Iterator[tuple[str, Form]]:
    for element in body.iter("a"):
        if (target := element.get("href")) is not None:
            yield text_in(element), target_of(target)


def _lists(body: HtmlElement) -> Iterator[tuple[str, Form]]:
    """List items, each without the lists, code and tables inside it."""
    for element in body.iter("li"):
        lists = [above.tag for above in element.iterancestors("ul", "ol")]
        numbered = lists[:1] == ["ol"]
        yield text_in(element, ("ul", "ol", "pre", "table")), (numbered, len(lists))


def _code(body: HtmlElement) -> Iterator[Item]:
    """Every line of code that is not blank, indented as against the leftmost of its block."""
    for element in body.iter("pre"):
        code = "".join(element.itertext()).replace("\xa0", " ").expandtabs(TAB)
        lines = [line for line in code.splitlines() if line.strip()]
        edge = min((_indentation(line) for line in lines), default=0)
        for line in lines:
            yield Item((normalise(line),), _indentation(line) - edge)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def target_of(address: str) -> str:
    """Where a link leads, without scheme and host: an output may have its links relative.

    Slashes and dots at the start, a slash at the end and percent escapes make no difference.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that hold no IPv6 address
        return address
    if parts.scheme not in {"", "http", "https"}:
        return address.strip()
    path = unquote(parts.path).removesuffix("/").lstrip("./")
    query, fragment = (
        f"?{parts.query}" * bool(parts.query),
        f"#{parts.fragment}" * bool(parts.fragment),
    )
    return path + query + fragment
