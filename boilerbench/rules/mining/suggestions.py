"""What mining found: rules with what each takes away, and what they are worth elsewhere."""

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.rules.model import Rule


class Words(msgspec.Struct, frozen=True):
    """How many words something takes away: noise that the extractor let through, all noise, gold.

    Of a rule of pages these are words of the page, of a rule of text words of the output. Where
    there is no gold, `gold` are words of the output of which nobody knows whether they are.
    """

    leaked: int = 0
    noise: int = 0
    gold: int = 0
    optional: int = 0

    def __add__(self, other: "Words") -> "Words":
        return Words(
            self.leaked + other.leaked,
            self.noise + other.noise,
            self.gold + other.gold,
            self.optional + other.optional,
        )


class Suggestion(msgspec.Struct, frozen=True):
    """A rule, what it takes away on the pages it was mined on, and on how many.

    `brittle` says why it will not last, where that is so; `removed` are examples of what it takes
    away, `destroyed` is all the gold among it. `elsewhere` are the same words on the pages that
    were held out.
    """

    rule: Rule
    words: Words
    kinds: dict[NoiseKind, int]
    pages: int
    sites: int
    brittle: str | None = None
    removed: tuple[str, ...] = ()
    destroyed: tuple[str, ...] = ()
    elsewhere: Words | None = None


class Half(msgspec.Struct, frozen=True):
    """Some pages: how many, of how many sites, and what all rules together take away there.

    `leaked` are the words of noise in all outputs of these pages.
    """

    pages: int
    sites: int
    leaked: int
    removed: Words


class Suggestions(msgspec.Struct, frozen=True):
    """What was mined from the outputs of an extractor.

    `without_gold` are the pages on which losses are unknown. `left_out` counts rules beyond the
    number asked for. `held_out` are the pages that were not mined.
    """

    corpus: str
    extractor: str
    spec: str
    mined: Half
    rules: tuple[Suggestion, ...]
    without_gold: int = 0
    failed: int = 0
    left_out: int = 0
    held_out: Half | None = None
