"""The pages of a stress test opened again: made from the seed, in memory, when they are read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.records import Gold, Page
from boilerbench.stress.mutations import MUTATIONS, mutated
from boilerbench.stress.planting import PLANTINGS, planted
from boilerbench.stress.sowing import Ground, ground_of, sown
from boilerbench.stress.variants import (
    SERVED,
    as_served,
    as_variant,
    base_of,
    source_of,
    stress_name,
)


@dataclass(frozen=True, slots=True)
class MutatedHtml:
    """A page's bytes under a mutation, made anew each time they are read."""

    page: Page
    mutation: str
    seed: int

    def read(self) -> bytes:
        """The page as it was extracted; RunError where it has no place for the noise any more."""
        content = self.page.source.read()
        if self.mutation in MUTATIONS:
            return mutated(content, self.mutation, seed=self.seed, charset=self.page.charset)
        made = planted(self.page, content, self.mutation, seed=self.seed)
        if made is None:
            raise RunError(
                f"{self.page.id} has no place for {self.mutation} any more: "
                "restore the page, or make a new stress test."
            )
        return made.content


def reopened(base: Corpus, names: Sequence[str], seed: int) -> Corpus:
    """The pages `PAGE~MUTATION` of these names, of whose bases those that there are.

    Gold is as it was planted. A page that cannot be made any more is left out.
    """
    by_id = {page.id: page for page in base.pages}
    wanted: dict[str, list[str]] = defaultdict(list)
    for name in names:
        ident, mutation = base_of(name)
        wanted[ident].append(mutation)
    made = (
        one
        for ident, mutations in wanted.items()
        if ident in by_id
        for one in _variants(by_id[ident], mutations, seed)
    )
    return Corpus(stress_name(base.name), source_of(seed, base.source), tuple(made), base.synthetic)


def _variants(page: Page, mutations: Sequence[str], seed: int) -> Iterator[Page]:
    plants = any(name in PLANTINGS for name in mutations)
    # Where noise can go is the same for each of them, and is what takes long.
    ground = ground_of(page, page.source.read()) if plants else None
    for name in mutations:
        if name == SERVED:
            yield as_served(page)
        elif (gold := _gold(page, name, ground, seed)) is not None:
            yield as_variant(page, name, MutatedHtml(page, name, seed), gold)


def _gold(page: Page, name: str, ground: Ground | None, seed: int) -> Gold | None:
    if name in MUTATIONS:
        return page.gold
    if ground is None or name not in PLANTINGS:
        return None
    planting = PLANTINGS[name]
    return sown(ground, page, planting.kind, anonymous=planting.anonymous, seed=seed).gold
