"""What was detected of a corpus's pages, kept so that they need not be read for it again."""

from collections.abc import Mapping
from dataclasses import replace

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Detected, DetectedFacts, Page


def detected_facts(corpus: Corpus) -> dict[str, DetectedFacts]:
    """What `with_facts` found, by page; a page whose source says all is not among them."""
    return {
        page.id: DetectedFacts(
            url=page.url if "url" in page.detected else None,
            language=page.language if "language" in page.detected else None,
        )
        for page in corpus.pages
        if {"url", "language"} & set(page.detected) or None in (page.url, page.language)
    }


def with_recorded_facts(corpus: Corpus, recorded: Mapping[str, DetectedFacts]) -> Corpus:
    """The corpus as `with_facts` once completed it; a page without a record is read for it."""
    return replace(corpus, pages=tuple(_recalled(page, recorded) for page in corpus.pages))


def _recalled(page: Page, recorded: Mapping[str, DetectedFacts]) -> Page:
    if page.id in recorded:
        return completed(page, recorded[page.id])
    from boilerbench.corpora.facts import with_page_facts  # noqa: PLC0415  parses HTML

    return with_page_facts(page)


def completed(page: Page, found: DetectedFacts) -> Page:
    """The page with what its source left out, marked as detected."""
    url, language = page.url or found.url, page.language or found.language
    marks: list[Detected] = []
    marks += ["url"] if url != page.url else []
    marks += ["language"] if language != page.language else []
    return replace(page, url=url, language=language, detected=(*page.detected, *marks))
