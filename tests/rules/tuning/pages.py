"""Pages with rules for tests of tuning: made by hand, and of all kinds."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from boilerbench.rules.effects import PageEffects, RuleEffect
from boilerbench.rules.model import Phrase, Rule
from boilerbench.rules.tuning.candidates import Candidates, candidates

KINDS = {"g": 0, "o": 1, "n": 2}


def page(
    name: str,
    words: str,
    cuts: Mapping[int, str],
    *,
    site: str | None = None,
    missing: int = 0,
    gained: Mapping[int, tuple[int, int]] | None = None,
) -> PageEffects:
    """A page of words `g` gold, `o` optional, `n` noise; `x` in a rule's mask is cut."""
    more = gained or {}
    return PageEffects(
        page=name,
        site=site or name,
        labels=np.array([KINDS[word] for word in words], np.int8),
        kinds=np.full(len(words), -1, np.int32),
        gold=words.count("g") + missing,
        rules={
            rule: RuleEffect(
                np.array([sign == "x" for sign in mask], bool), *more.get(rule, (0, 0))
            )
            for rule, mask in cuts.items()
        },
    )


def phrases(count: int) -> Candidates:
    """So many rules, each for all sites."""
    return candidates([Rule(Phrase(f"phrase {number}")) for number in range(count)])


@st.composite
def pages(
    draw: st.DrawFn, rules: int = 4, least: int = 1, most: int = 6, *, disjoint: bool = False
) -> Sequence[PageEffects]:
    """Pages of up to 12 words on a few sites; `disjoint` rules never cut the same word."""
    found = []
    for number in range(draw(st.integers(least, most))):
        words = draw(st.text("ggon", min_size=1, max_size=12))
        cuts: dict[int, str] = {}
        if disjoint:
            owners = draw(
                st.lists(st.integers(-1, rules - 1), min_size=len(words), max_size=len(words))
            )
            for rule in set(owners) - {-1}:
                cuts[rule] = "".join("x" if owner == rule else "." for owner in owners)
        else:
            for rule in draw(st.sets(st.integers(0, rules - 1))):
                cuts[rule] = draw(st.text("x.", min_size=len(words), max_size=len(words)))
        gained = (
            {}
            if disjoint
            else {rule: draw(st.tuples(st.integers(0, 2), st.integers(0, 2))) for rule in cuts}
        )
        site = f"site{draw(st.integers(0, 3))}"
        missing = draw(st.integers(0, 2)) + (0 if "g" in words else 1)
        found.append(page(f"page{number}", words, cuts, site=site, missing=missing, gained=gained))
    return found
