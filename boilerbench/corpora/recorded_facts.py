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
    """The corpus as `with_facts` once completed it; pages without a record are read for it."""
    unknown = [page for page in corpus.pages if page.id not in recorded]
    if unknown:
        from boilerbench.corpora.facts import with_page_facts  # noqa: PLC0415  parses HTML

        unknown = with_page_facts(unknown)
    read = iter(unknown)
    pages = (completed(p, recorded[p.id]) if p.id in recorded else next(read) for p in corpus.pages)
    return replace(corpus, pages=tuple(pages))


def completed(page: Page, found: DetectedFacts) -> Page:
    """The page with what its source left out, marked as detected."""
    url, language = page.url or found.url, page.language or found.language
    marks: list[Detected] = []
    marks += ["url"] if url != page.url else []
    marks += ["language"] if language != page.language else []
    return replace(page, url=url, language=language, detected=(*page.detected, *marks))
