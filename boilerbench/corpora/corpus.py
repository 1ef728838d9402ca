"""A gold corpus in memory: its pages in a fixed order, and the digest that names just these."""

import fnmatch
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal, TypeAlias

import msgspec

from boilerbench.corpora.difficulty import LEVELS, difficulty
from boilerbench.digests import short_digest
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Page
from boilerbench.spelling import suggestion
from boilerbench.wording import harmless

FIELDS = (
    "id",
    "set",
    "split",
    "site",
    "language",
    "type",
    "gold",
    "challenge",
    "difficulty",
    "licence",
    "url",
)
"""What `--where` and `--by` know of a page."""


LeftOut: TypeAlias = Literal[
    "no gold",
    "empty gold",
    "no page",
    "a broken record",
    "a record cut off",
    "an unreadable coding",
    "too many bytes",
]
"""Why a page that a source names is not among the pages of its corpus."""

UNREADABLE: Final = frozenset[LeftOut](
    {"a broken record", "a record cut off", "an unreadable coding", "too many bytes"}
)
"""The reasons that are faults of a crawl's files."""


@dataclass(frozen=True)
class Corpus:
    """Pages with gold under one name; `source` opens the same corpus again."""

    name: str
    source: str
    pages: tuple[Page, ...]
    synthetic: bool = False
    """Whether its pages were written for it instead of taken from the web."""
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """The pages that its source names and that cannot be judged, by id, with the reason."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """What else stands in its files and was never meant to be a page, counted by what it is."""
    gold_optional: bool = False
    """Whether pages without gold stay: they are extracted and compared, and count in no score."""

    def page(self, name: str) -> Page:
        """The page of that id, or the only one whose id begins so; CorpusError otherwise."""
        exact = [page for page in self.pages if page.id == name]
        found = exact or [page for page in self.pages if page.id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(page.id for page in found[:3])
            raise CorpusError(
                f"{name!r} begins {len(found)} page ids ({ids}, …): write more of it."
            )
        raise CorpusError(
            f"The corpus {self.name} has no page {name!r}: "
            f"`boilerbench corpus list {self.source}` names its {len(self.pages)} pages"
            f"{suggestion(name, (page.id for page in self.pages))}"
        )

    @cached_property
    def page_digests(self) -> dict[str, str]:
        """The digest of every page's bytes by page id; reads all pages, once."""
        return {page.id: page.digest() for page in self.pages}

    def digest(self) -> str:
        """SHA-256 over every page's bytes and gold, 16 hex digits."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        lines = (f"{p.id} {self.page_digests[p.id]} {gold_digest(p)}\n" for p in self.pages)
        return short_digest("".join(sorted(lines)).encode())


def require_ids(corpus: Corpus) -> None:
    """CorpusError where two pages have one id, or an id would break the lines it is printed in."""
    seen: set[str] = set()
    for page in corpus.pages:
        if page.id in seen:
            raise CorpusError(
                f"Two pages of {corpus.name} are called {page.id!r}, so that their answers could"
                " not be told apart: rename one."
            )
        seen.add(page.id)
    for ident in (*seen, *corpus.left_out):
        if harmless(ident) != ident or len(ident.splitlines()) > 1 or "\t" in ident:
            raise CorpusError(
                f"A page of {corpus.name} is called {ident!r}, with control characters in it:"
                " rename it."
            )


def judged(corpus: Corpus) -> Corpus:
    """The corpus without pages whose gold says nothing; they are in `left_out`.

    One whose gold is optional keeps them. Raises CorpusError where no page is left.
    """
    if corpus.gold_optional:
        return corpus
    without = {page.id: page for page in corpus.pages if _unjudgeable(page)}
    if not without:
        return corpus
    if len(without) == len(corpus.pages):
        raise CorpusError(
            f"No page of {corpus.name} has gold with a word in it, so that none can be judged:"
            f" `boilerbench corpus check {corpus.source}` names them."
        )
    return replace(
        corpus,
        pages=tuple(page for page in corpus.pages if page.id not in without),
        left_out={**corpus.left_out, **dict.fromkeys(without, "empty gold")},
    )


def _unjudgeable(page: Page) -> bool:
    return page.gold.kind == "none" and not page.drafted


def has_gold(page: Page) -> bool:
    """Whether there is anything to judge a page's outputs by."""
    return page.gold.kind != "none"


def gold_digest(page: Page) -> str:
    """SHA-256 of a page's gold, 16 hex digits."""
    return short_digest(msgspec.json.encode(page.gold))


def field_values(page: Page, name: str) -> tuple[str, ...]:
    """What a page says for one of FIELDS; a page without it says "unknown"."""
    if name == "challenge":
        return page.challenges or ("none",)
    if name == "difficulty":
        return (difficulty(page) or "unknown",)
    if name == "gold":
        return (page.gold.kind,)
    if name not in FIELDS:
        raise UsageError(f"Pages have no field {name!r}; choose one of {', '.join(FIELDS)}.")
    value = getattr(page, name)
    return ("unknown",) if value is None else (str(value),)


def in_order(values: Iterable[str]) -> list[str]:
    """Values of a field as a table lists them: by letter, but difficulty from easy to hard."""

    def place(value: str) -> tuple[int, str]:
        return (LEVELS.index(value) if value in LEVELS else -1, value)

    return sorted(set(values), key=place)


def select(
    corpus: Corpus,
    *,
    where: Sequence[str] = (),
    pages: Sequence[str] = (),
    limit: int | None = None,
    seed: int = 0,
) -> Corpus:
    """The pages that meet every `FIELD=VALUE` and any glob; at most `limit`, spread over sites.

    Of pages that were left out only the id is known: globs choose among them, nothing else does.
    """
    chosen = [page for page in corpus.pages if _is_meant(page.id, pages)]
    for condition in where:
        chosen = [page for page in chosen if _meets(page, condition)]
    if limit is not None:
        keep = {page.id for page in spread(chosen, limit, seed)}
        chosen = [page for page in chosen if page.id in keep]
    if not chosen:
        asked = " ".join([*where, *pages]) or f"--limit {limit}"
        raise UsageError(f"No page of {corpus.name} is left by {asked}: loosen the selection.")
    left_out = {name: why for name, why in corpus.left_out.items() if _is_meant(name, pages)}
    return replace(corpus, pages=tuple(chosen), left_out=left_out)


def _is_meant(name: str, globs: Sequence[str]) -> bool:
    return not globs or any(fnmatch.fnmatchcase(name, glob) for glob in globs)


def _meets(page: Page, condition: str) -> bool:
    name, equals, value = condition.partition("=")
    if not equals:
        raise UsageError(f"--where takes FIELD=VALUE, not {condition!r}.")
    return value in field_values(page, name)


def spread(pages: Iterable[Page], limit: int, seed: int) -> list[Page]:
    """So many pages over as many sites as there are.

    Round after round one page of each site, in a seeded order that page order cannot change.
    Raises UsageError for fewer than one.
    """
    if limit < 1:
        raise UsageError(f"--limit takes a number of pages from 1 up, not {limit}.")
    rng = random.Random(seed)  # noqa: S311  a reproducible sample, not a secret
    by_site: dict[str, list[Page]] = {}
    for page in sorted(pages, key=lambda page: page.id):
        by_site.setdefault(page.site, []).append(page)
    queues = [by_site[site] for site in sorted(by_site)]
    for queue in queues:
        rng.shuffle(queue)
    rng.shuffle(queues)
    rounds = max(map(len, queues), default=0)
    return [queue[i] for i in range(rounds) for queue in queues if i < len(queue)][:limit]
