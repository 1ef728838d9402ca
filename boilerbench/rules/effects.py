"""What rules do to an extractor's output on a page, in words: all that ledgers and tuning count."""

from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.bool_]
"""Of each word of an output whether something holds for it."""


class RuleEffect(msgspec.Struct, frozen=True):
    """What one rule alone does to one output.

    `cut` are the words of the output without rules that are gone with it. `gained_gold` and
    `gained_other` are words that only the output with it has: an extractor may choose better, or
    worse, on a page that lacks something. For a rule of pages both outputs are of the page parsed
    and serialised, so that what that alone changes is no rule's doing.
    """

    cut: Words
    gained_gold: int = 0
    gained_other: int = 0
    fired: int = 0
    """Elements or stretches of text that it found."""
    failed: bool = False
    """Whether the extractor fails on the page with it, and not without; all words are gone then."""


class PageEffects(msgspec.Struct, frozen=True):
    """An output without rules, and what each rule that fired does to it, by its place.

    `labels` has for each word of the output what it is: 0 gold, 1 optional, 2 noise or
    unlabelled text that is not gold; `kinds` of each word the place of its noise entry in the
    page's gold, -1 where there is none. `gold` counts the words of the gold text. `judged` says
    whether the page has one: without it no label says anything. `control` is what parsing and
    serialising the page does by itself, None where no rule of pages fired.
    """

    page: str
    site: str
    labels: NDArray[np.int8]
    kinds: NDArray[np.int32]
    gold: int
    rules: dict[int, RuleEffect]
    judged: bool = True
    control: RuleEffect | None = None
