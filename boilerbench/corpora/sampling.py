"""A smaller corpus of the same make: so many pages of each kind, spread over sites."""

from collections.abc import Sequence
from dataclasses import replace

from boilerbench.corpora.corpus import Corpus, field_values, in_order, spread
from boilerbench.errors import UsageError
from boilerbench.records import Page


def stratified(corpus: Corpus, size: int, *, by: Sequence[str] = (), seed: int = 0) -> Corpus:
    """`size` pages, every combination of values of the fields `by` in its share of the corpus.

    Shares are rounded by largest remainders, after each combination got one page where `size`
    allows. Within one, pages are drawn site after site. The same seed draws the same pages,
    whatever the order of the corpus. Raises UsageError for an unknown field or a size that the
    corpus cannot fill.
    """
    if not 1 <= size <= len(corpus.pages):
        raise UsageError(
            f"{corpus.name} has {len(corpus.pages)} pages: a sample takes from 1 to that many, "
            f"not {size}."
        )
    strata: dict[tuple[str, ...], list[Page]] = {}
    for page in corpus.pages:
        strata.setdefault(_stratum(page, by), []).append(page)
    sizes = _shares({name: len(pages) for name, pages in strata.items()}, size)
    drawn = {page.id for name, n in sizes.items() if n for page in spread(strata[name], n, seed)}
    return replace(corpus, pages=tuple(page for page in corpus.pages if page.id in drawn))


def _stratum(page: Page, by: Sequence[str]) -> tuple[str, ...]:
    """A page's values; of several challenges the first in order stands for it."""
    return tuple(in_order(field_values(page, name))[0] for name in by)


def _shares(counts: dict[tuple[str, ...], int], size: int) -> dict[tuple[str, ...], int]:
    """How many of each: its part of the whole, rounded so that the parts add up."""
    names = sorted(counts, key=lambda name: (-counts[name], name))
    least = 1 if size >= len(names) else 0
    total = sum(counts.values())
    exact = {name: size * counts[name] / total for name in names}
    given = {name: max(least, int(exact[name])) for name in names}
    while sum(given.values()) < size:
        open_ones = [name for name in names if given[name] < counts[name]]
        given[max(open_ones, key=lambda name: exact[name] - given[name])] += 1
    while sum(given.values()) > size:
        full = [name for name in names if given[name] > least]
        given[min(full, key=lambda name: exact[name] - given[name])] -= 1
    return given
