"""What a page says of itself: address, language, title; for what its source does not say."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.languages import detected_languages
from boilerbench.corpora.recorded_facts import completed
from boilerbench.decoding import decode
from boilerbench.records import DetectedFacts, Page
from boilerbench.sites import site_of
from boilerbench.text import normalise
from boilerbench.trees import parse_page

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)


def with_facts(corpus: Corpus) -> Corpus:
    """The corpus with URLs and languages that its source left out, marked as detected.

    The address is that of the canonical link or og:url; the language that of `<html lang>`, else
    what a detector makes of the text. Reads every page that lacks one of them.
    """
    return replace(corpus, pages=tuple(with_page_facts(corpus.pages)))


def with_page_facts(pages: Sequence[Page]) -> list[Page]:
    """The pages with what their sources leave out, read from them."""
    told = [_with_told(page) for page in pages]
    silent = [place for place, page in enumerate(told) if page.language is None]
    guessed = detected_languages([_sample(told[place]) for place in silent])
    for place, language in zip(silent, guessed, strict=True):
        told[place] = completed(told[place], DetectedFacts(None, language))
    return told


def _with_told(page: Page) -> Page:
    """The page with what its own markup says."""
    if page.url is not None and page.language is not None:
        return page
    found = facts_of(_head(page.source.read()))
    return completed(page, DetectedFacts(found["url"], found["language"]))


def _head(content: bytes) -> bytes:
    """A page up to its body: all that is asked of it stands there, and the rest is long."""
    body = _BODY.search(content)
    return content if body is None else content[: body.end()]


def _sample(page: Page) -> str:
    """Text of a page that a detector may tell the language by."""
    tree = parse_page(page.source.read(), page.charset)
    return "" if tree is None else "\n".join(longest_texts(tree))


def longest_texts(tree: HtmlElement) -> list[str]:
    """The beginnings of the eight longest text nodes: menus would tell a detector little."""
    return [
        text[:300] for text in sorted((p.text for p in pieces(tree)), key=len, reverse=True)[:8]
    ]


class Facts(TypedDict):
    """What a page says of itself."""

    url: str | None
    language: str | None
    title: str | None


def facts_of(content: bytes) -> Facts:
    """The address, language and title that a page's own markup names."""
    tree = parse_page(content)
    return Facts(
        url=_url(content, tree),
        language=None if tree is None else _language(tree),
        title=None if tree is None else _title(tree),
    )


def _url(content: bytes, tree: HtmlElement | None) -> str | None:
    """From the canonical link, og:url, or the comment that browsers save with a page."""
    if tree is None:
        return None
    comment = _SAVED_FROM.search(decode(content[:4096]).text)
    found = (
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
        *([comment[1]] if comment else []),
    )
    return next((url.strip() for url in map(str, found) if site_of(url.strip())), None)


def _language(tree: HtmlElement) -> str | None:
    match = _LANGUAGE.match((tree.get("lang") or tree.get("xml:lang") or "").strip())
    return match[0].lower() if match else None


def _title(tree: HtmlElement) -> str | None:
    """The page's one h1, else og:title, else nothing: a `<title>` names the site too."""
    headings = [normalise(heading.text_content()) for heading in tree.iter("h1")]
    if len([heading for heading in headings if heading]) == 1:
        return next(heading for heading in headings if heading)
    named_there = tree.xpath("//meta[@property='og:title']/@content")
    return next((title for title in map(normalise, map(str, named_there)) if title), None)
