"""Pages without gold: what looks like noise in their outputs, and what rules took of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from boilerbench.records import NoiseKind
from boilerbench.rules.accounts import Account, Effects
from boilerbench.rules.cleaning import Seen, line_key, lines_seen
from boilerbench.rules.ledgers import Eaten, Leftover, NoGold, RepeatedLine
from boilerbench.rules.measuring_effects import answer_of
from boilerbench.rules.noise_phrases import phrase_hits
from boilerbench.text import tokens

REPEATED: Final = 3
"""Pages of a site whose outputs have a line that counts as repeated."""
MOST: Final = 0.5
"""The part of an output's words that a rule seldom takes where it takes noise alone."""
LEAST: Final = 10
"""Words of an output of which a part is told."""


def no_gold(accounts: Sequence[Account]) -> NoGold | None:
    """The leaks of the pages without gold that can be told; None where every page has gold."""
    found = [one.trial for one in accounts if not one.effects.judged]
    if not found:
        return None
    sites = [one.page.site for one in found]
    before = [answer_of(one.raw) for one in found]
    after = [answer_of(one.together) for one in found]
    words, left = ([len(tokens(text)) for text in texts] for texts in (before, after))
    return NoGold(
        pages=len(found),
        phrases=_hits(before),
        phrases_left=_hits(after),
        lines=tuple(_lines(sites, before, after)),
        words=sum(words),
        words_left=sum(left),
        eaten=_eaten(
            (one.page.id, had - has, had) for one, had, has in zip(found, words, left, strict=True)
        ),
    )


def _eaten(pages: Iterable[tuple[str, int, int]]) -> tuple[Eaten, ...]:
    """The pages of which over half of the words are gone, those that lose most first."""
    found = [Eaten(*one) for one in pages if one[1] > MOST * one[2] and one[2] >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.words / one.of, one.page)))


def _hits(texts: Sequence[str]) -> dict[NoiseKind, int]:
    hits: Counter[NoiseKind] = Counter()
    for text in texts:
        hits.update(kind for kind, _ in phrase_hits(text))
    return dict(hits.most_common())


def _lines(sites: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[RepeatedLine]:
    """The lines that are repeated across the pages of a site, the most frequent first."""
    seen = lines_seen(zip(sites, before, strict=True))
    left = lines_seen(zip(sites, after, strict=True))
    wording: dict[tuple[str, str], str] = {}
    for site, text in zip(sites, before, strict=True):
        for line in text.splitlines():
            wording.setdefault((site, line_key(line)), line.strip())
    found = [
        RepeatedLine(site, wording[site, key], pages, left[site][key])
        for site, keys in seen.items()
        for key, pages in keys.items()
        if pages >= REPEATED
    ]
    return sorted(found, key=lambda one: (-one.pages, one.site, one.line))


def repeated_lines(accounts: Sequence[Account]) -> Mapping[str, Seen]:
    """Of each site how many outputs of its pages without gold have each line."""
    seen: dict[str, Seen] = defaultdict(dict)
    trials = [one.trial for one in accounts if not one.effects.judged]
    seen |= lines_seen((one.page.site, answer_of(one.raw)) for one in trials)
    return seen


def leftover(effects: Effects, seen: Mapping[str, Seen]) -> Leftover | None:
    """What a rule took from pages without gold; None where it fired on none."""
    found = [(one, effect) for one, effect in effects if not one.effects.judged]
    if not found:
        return None
    removed = [
        (one.trial.page.site, stretch) for one, effect in found for stretch in one.texts(effect.cut)
    ]
    lines = [
        (site, line_key(line)) for site, stretch in removed for line in stretch.text.splitlines()
    ]
    return Leftover(
        pages=len(found),
        words=sum(stretch.words for _, stretch in removed),
        removed=tuple(stretch for _, stretch in removed),
        phrases=_hits([stretch.text for _, stretch in removed]),
        repeated=sum(seen[site].get(key, 0) >= REPEATED for site, key in lines),
        eaten=_eaten(
            (one.trial.page.id, int(effect.cut.sum()), len(effect.cut)) for one, effect in found
        ),
    )
