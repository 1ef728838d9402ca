"""Pages that a corpus holds twice: they count double, and in two splits they tell the answers."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.corpora.checks import Fault, short
from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Page
from boilerbench.text import tokens

SAME_FROM = 10
"""Words below which two pages may have the same gold by chance."""


def twins(corpus: Corpus) -> Iterator[Fault]:
    """D01-D04: bytes or gold that came before, and sites that stand in several splits."""
    first_bytes: dict[str, Page] = {}
    first_gold: dict[str, Page] = {}
    for page in corpus.pages:
        digest = corpus.page_digests[page.id]
        words = tokens(page.gold.text or "")
        gold = " ".join(words)
        if digest in first_bytes:
            yield _twin(first_bytes[digest], page)
        elif len(words) >= SAME_FROM and gold in first_gold:
            found = f"is word for word that of {first_gold[gold].id}"
            yield Fault("D02", page.id, "text", found, REMEDY)
        first_bytes.setdefault(digest, page)
        first_gold.setdefault(gold, page)
    yield from _shared_sites(corpus)


REMEDY = "keep one of the two pages"


def _twin(first: Page, page: Page) -> Fault:
    crossed = page.split is not None and first.split is not None and page.split != first.split
    differs = [
        name
        for name, same in (
            ("gold", page.gold.text == first.gold.text),
            ("type", page.type == first.type),
        )
        if not same
    ]
    but = f", with another {' and '.join(differs)}" if differs else ""
    return Fault(
        "D03" if crossed else "D01",
        page.id,
        "html",
        f"is byte for byte that of {first.id}{but}",
        f"take it out of {page.split}: it is no unseen page" if crossed else REMEDY,
    )


def _shared_sites(corpus: Corpus) -> Iterator[Fault]:
    splits: dict[str, set[str]] = defaultdict(set)
    for page in corpus.pages:
        # A page's own word for its address may be that of another site.
        if page.split is not None and page.url is not None and "url" not in page.detected:
            splits[page.site].add(page.split)
    shared = sorted(site for site, own in splits.items() if len(own) > 1)
    if shared:
        yield Fault(
            "D04",
            "-",
            "url",
            f"{len(shared)} of {len(splits)} sites have pages in several splits:"
            f" {short(', '.join(shared))}",
            "rules learnt on the one split are not unseen in the other",
        )
