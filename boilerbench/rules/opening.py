"""Pages that rules are looked at on: a corpus, or saved pages without any gold."""

from dataclasses import replace
from pathlib import Path

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.facts import with_facts
from boilerbench.corpora.formats import FORMATS
from boilerbench.corpora.naming import SHIPPED, shipped_sets
from boilerbench.drafting.saved import ENDINGS, saved_pages
from boilerbench.records import Gold, HtmlBytes, Page


def open_pages(source: str) -> Corpus:
    """A corpus as everywhere else; a folder that is none but holds pages, or a saved page.

    Saved pages have no gold; their addresses and languages are those they name themselves. Raises
    CorpusError, as `open_corpus` does, and UsageError for a page that cannot be read.
    """
    path = Path(source).expanduser()
    if source in (SHIPPED, *shipped_sets()) or not holds_saved_pages(path):
        return open_corpus(source)
    pages = tuple(
        Page(one.id, HtmlBytes(one.content), Gold(), url=one.url, language=one.language)
        for one in saved_pages([path])
    )
    found = with_facts(Corpus(path.resolve().name, source, pages))
    return replace(found, source=str(path))


def holds_saved_pages(path: Path) -> bool:
    """Whether it is a saved page, or a folder of them that is no corpus."""
    if path.is_file():
        return path.name.lower().endswith(ENDINGS)
    if not path.is_dir() or any(one.detects(path) for one in FORMATS.values()):
        return False
    return any(file.name.lower().endswith(ENDINGS) for file in path.rglob("*"))
