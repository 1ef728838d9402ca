"""How hard a page is for an extractor, from four figures of the page itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias, get_args

from boilerbench.corpora.figures import PageFigures, page_figures
from boilerbench.records import Page

Level: TypeAlias = Literal["easy", "medium", "hard"]
LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Trait:
    """One figure that makes a page hard past its limit, and the way it counts."""

    name: str
    limit: float
    hard_below: bool
    means: str

    def hard(self, figures: PageFigures) -> bool:
        """Whether the page lies on the hard side of the limit."""
        value = getattr(figures, self.name)
        return bool(value < self.limit if self.hard_below else value > self.limit)


TRAITS: Final = (
    Trait("gold_share", 0.343, hard_below=True, means="little of the page is gold"),
    Trait("link_share", 0.391, hard_below=False, means="much of the page is links"),
    Trait("depth", 21, hard_below=False, means="text stands deep in the tree"),
    Trait("between", 0.082, hard_below=False, means="other text stands between the gold"),
)
"""The limits are the harder quartiles of the 181 real news pages of AEB, as `figures` counts."""


@lru_cache(maxsize=4096)
def difficulty(page: Page) -> Level | None:
    """`easy` where no trait lies on the hard side, `medium` for one, `hard` for two or more.

    None for a page without gold text: nothing says what an extractor should find there.
    """
    return level_of(page_figures(page)) if page.gold.text else None


def level_of(figures: PageFigures) -> Level:
    """The same from the figures of a page with gold text."""
    count = sum(trait.hard(figures) for trait in TRAITS)
    return "easy" if count == 0 else "medium" if count == 1 else "hard"


def hard_traits(page: Page) -> tuple[Trait, ...]:
    """The traits that make a page hard, in the order of TRAITS."""
    figures = page_figures(page)
    return tuple(trait for trait in TRAITS if trait.hard(figures))
