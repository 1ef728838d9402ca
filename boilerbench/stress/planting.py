"""Noise of a known kind planted at known places of a page, in words that occur nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from boilerbench.records import Gold, NoiseKind, Page
from boilerbench.rules.pruning import serialised
from boilerbench.stress.checking import require_same, visible_words, words_of
from boilerbench.stress.mutation import DOCTYPE
from boilerbench.stress.sowing import ground_of, sown


@dataclass(frozen=True, slots=True)
class Planting:
    """Which noise is planted: its kind, and whether in divs without a name or as sites write it."""

    kind: NoiseKind
    anonymous: bool = False

    @property
    def sentence(self) -> str:
        """What it does, in a line."""
        markup = "divs without a name" if self.anonymous else "markup of sites"
        return f"{self.kind} noise before, between and after gold, in {markup}"


PLANTINGS: Final[Mapping[str, Planting]] = {
    **{f"noise-{kind}": Planting(kind) for kind in get_args(NoiseKind)},
    **{f"noise-{kind}-div": Planting(kind, anonymous=True) for kind in get_args(NoiseKind)},
}
"""Every planting, by name."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A page with noise: its bytes in UTF-8, its gold with the noise in it, the new words."""

    content: bytes
    gold: Gold
    words: Mapping[str, tuple[str, ...]]
    """The invented words by where they stand: before, between, after."""


def planted(page: Page, content: bytes, name: str, *, seed: int = 0) -> Planted | None:
    """A page with one piece of noise at each place; None where its gold has no place.

    The words are the same in either markup. Raises MutationError where the page's own words change.
    """
    planting, ground = PLANTINGS[name], ground_of(page, content)
    if ground is None:
        return None
    own = visible_words(content, page.charset)
    made = sown(ground, page, planting.kind, anonymous=planting.anonymous, seed=seed)
    for spot, element in made.elements.items():
        spot.put(element)
    written = serialised(ground.tree, doctype=DOCTYPE.search(content) is not None)
    _check(own, written, [words_of(one) for one in made.elements.values()], name, page.id)
    return Planted(written, made.gold, made.words)


def _check(
    own: Sequence[str],
    made: bytes,
    added: Sequence[Sequence[str]],
    name: str,
    page: str,
) -> None:
    """MutationError where the page without what was planted does not say what it said."""
    left = visible_words(made)
    for piece in added:
        at = next(
            (at for at in range(len(left)) if left[at : at + len(piece)] == list(piece)), None
        )
        if at is not None:
            del left[at : at + len(piece)]
    require_same(own, left, name, page)
