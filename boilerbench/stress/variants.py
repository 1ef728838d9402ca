"""A page under a mutation, and what it and a corpus of such pages are called."""

from dataclasses import replace
from typing import Final

from boilerbench.records import Gold, HtmlSource, Page

SERVED: Final = "served"
"""The page as its corpus has it."""

_PREFIX: Final = "stress"


def variant(page: str, mutation: str) -> str:
    """The id of a page under a mutation."""
    return f"{page}~{mutation}"


def as_served(page: Page) -> Page:
    """The page itself, among its mutations."""
    return replace(page, id=variant(page.id, SERVED), set=SERVED)


def as_variant(page: Page, mutation: str, source: HtmlSource, gold: Gold) -> Page:
    """The page under a mutation, which is the part of the corpus that it belongs to."""
    # Every changed page says its own encoding, which a header would outrank.
    return replace(
        page,
        id=variant(page.id, mutation),
        source=source,
        gold=gold,
        charset=None,
        set=mutation,
    )


def base_of(name: str) -> tuple[str, str]:
    """The id of a page and the mutation, of the name `PAGE~MUTATION`."""
    page, _, mutation = name.rpartition("~")
    return page, mutation


def stress_name(corpus: str) -> str:
    """What the corpus of a stress test is called."""
    return f"{corpus}-stress"


def source_of(seed: int, source: str) -> str:
    """Where a run says that its mutated pages are from: `stress:SEED:SOURCE`."""
    return f"{_PREFIX}:{seed}:{source}"


def parse_source(text: str) -> tuple[int, str] | None:
    """The seed and the source of the pages that were mutated; None of any other source."""
    prefix, _, rest = text.partition(":")
    seed, _, source = rest.partition(":")
    return (int(seed), source) if prefix == _PREFIX and seed.isdecimal() and source else None
