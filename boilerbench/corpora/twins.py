"""Pages that a corpus holds twice: they would count double, and tell a test set's answers."""

from collections.abc import Iterator

from boilerbench.corpora.checks import Fault
from boilerbench.corpora.corpus import Corpus
from boilerbench.text import tokens


def twins(corpus: Corpus) -> Iterator[Fault]:
    """A fault for each page whose bytes, or whose gold text of ten words or more, came before."""
    bytes_seen: dict[str, str] = {}
    gold_seen: dict[str, str] = {}
    for page in corpus.pages:
        digest = corpus.page_digests[page.id]
        words = tokens(page.gold.text or "")
        gold = " ".join(words)
        if digest in bytes_seen:
            yield _twin(page.id, "html", f"is byte for byte that of {bytes_seen[digest]}")
        elif len(words) >= SAME_FROM and gold in gold_seen:
            yield _twin(page.id, "text", f"is word for word that of {gold_seen[gold]}")
        bytes_seen.setdefault(digest, page.id)
        gold_seen.setdefault(gold, page.id)


SAME_FROM = 10
"""Words below which two pages may have the same gold by chance."""


def _twin(page: str, field: str, found: str) -> Fault:
    return Fault(page, field, found, "keep one of the two pages")
