"""A corpus parted, so that machines that know nothing of each other can each take a part of it.

Whole sites go to a part, by a digest of the site: some cleaning rules look at all pages of a site,
and a page keeps its part when others are added.
"""

import hashlib
import re
from dataclasses import replace

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.manifests import Shard
from boilerbench.records import Page
from boilerbench.wording import counted


def parse_shard(text: str) -> Shard:
    """The part that `I/N` means, from 1/N to N/N; UsageError otherwise."""
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    number, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= of:
        raise UsageError(f"--shard takes I/N, from 1/N to N/N, not {text!r}.")
    return Shard(number, of)


def shard_of(corpus: Corpus, shard: Shard) -> tuple[Corpus, Shard]:
    """The pages of one part, and the part with the pages of all of them.

    Raises UsageError where no site falls to it.
    """
    pages = tuple(page for page in corpus.pages if number_of(page, shard.of) == shard.number)
    if not pages:
        sites = counted(len({page.site for page in corpus.pages}), "site")
        raise UsageError(
            f"No page of {corpus.name} falls to shard {shard}: its {sites} fill fewer; "
            "take fewer shards, or go without this one."
        )
    whole = tuple(page.id for page in corpus.pages)
    return replace(corpus, pages=pages), Shard(shard.number, shard.of, whole)


def number_of(page: Page, of: int) -> int:
    """The part that a page falls to, of so many, from 1."""
    digest = hashlib.sha256(page.site.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % of + 1
