"""Which part of an extraction a metric reads: its text, its markdown, or the facts of the page."""

import datetime as dt
from typing import Final, Literal, TypeAlias, TypedDict

import msgspec

from boilerbench.records import Extraction, Gold
from boilerbench.text import plain_of_markdown

Reads: TypeAlias = Literal["text", "markdown", "markdown-or-text", "facts"]
"""`text` is a markdown's plain rendering where only that came; `markdown` nothing else."""


class Facts(msgspec.Struct, frozen=True):
    """What an extraction or a gold says about its page; dates as they were written."""

    title: str | None = None
    author: str | None = None
    date: str | dt.date | None = None


Part: TypeAlias = str | Facts

EMPTY: Final[dict[Reads, Part]] = {
    "text": "",
    "markdown": "",
    "markdown-or-text": "",
    "facts": Facts(),
}
"""What is left of each part where nothing was returned."""


def text_of(extraction: Extraction) -> str:
    """The text that is scored: as returned, or the plain rendering where only markdown came."""
    if extraction.text or extraction.markdown is None:
        return extraction.text
    return plain_of_markdown(extraction.markdown)


def part_of(extraction: Extraction, reads: Reads) -> Part | None:
    """The part that a metric reads; None for the markdown of an extractor that returned text only.

    An answer that is empty is empty markdown as well.
    """
    match reads:
        case "text":
            return text_of(extraction)
        case "facts":
            return Facts(extraction.title, extraction.author, extraction.date)
        case "markdown":
            empty = "" if extraction.outcome == "empty" else None
            return empty if extraction.markdown is None else extraction.markdown
        case "markdown-or-text":
            return extraction.text if extraction.markdown is None else extraction.markdown


def ideal_part(gold: Gold, reads: Reads) -> Part | None:
    """The part as a perfect extractor returns it; None where gold has no markdown."""
    match reads:
        case "text":
            return gold.ideal
        case "facts":
            return Facts(gold.title, gold.author, gold.date)
        case "markdown":
            return gold.markdown
        case "markdown-or-text":
            return gold.ideal if gold.markdown is None else gold.markdown


def markdown_or_text(gold: Gold) -> str | None:
    """What "markdown-or-text" is held against: gold's Markdown, or its text where it has none."""
    return gold.text if gold.markdown is None else gold.markdown


class Answer(TypedDict):
    """The fields of a reply that an extractor fills."""

    text: str
    markdown: str | None
    title: str | None
    author: str | None
    date: str | None


def gold_answer(gold: Gold) -> Answer:
    """Gold as the reply of a perfect extractor."""
    date = None if gold.date is None else gold.date.isoformat()
    return Answer(
        text=gold.ideal, markdown=gold.markdown, title=gold.title, author=gold.author, date=date
    )
