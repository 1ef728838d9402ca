"""What is gone from outputs, counted by what it was: noise by kind, gold with the very text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from boilerbench.records import Extraction, NoiseKind
from boilerbench.rules.effects import PageEffects, RuleEffect, Words
from boilerbench.rules.ledgers import Counts, Overlap, Stretch
from boilerbench.rules.measuring_effects import (
    GOLD,
    OPTIONAL,
    OTHER,
    Told,
    answer_of,
    effect_between,
    effects_of,
    told,
)
from boilerbench.rules.trials import PageTrial
from boilerbench.scoring.stretches import stretches


@dataclass(frozen=True)
class Account:
    """A page with what rules did to its output."""

    trial: PageTrial
    effects: PageEffects

    @property
    def raw(self) -> Told:
        """The output without rules, in words."""
        return told(self.trial.page.gold, answer_of(self.trial.raw))

    @cached_property
    def kinds(self) -> tuple[NoiseKind, ...]:
        """The kind of each noise entry."""
        return tuple(one.kind for one in self.trial.page.gold.noise)

    def between(self, after: Extraction) -> RuleEffect:
        """What another output of the page lacks of the one without rules."""
        before = self.trial.raw
        made = told(self.trial.page.gold, answer_of(after))
        return effect_between(self.raw, made, before.answered > after.answered)

    def texts(self, marked: Words) -> list[Stretch]:
        """The marked words of the output as they stand there, each stretch for itself."""
        if not marked.any():
            return []
        raw = self.raw
        page = self.trial.page.id
        return [
            Stretch(page, end - start, raw.text[raw.spans[start][0] : raw.spans[end - 1][1]])
            for start, end in stretches(marked)
        ]

    def destroyed(self, effect: RuleEffect) -> list[Stretch]:
        """The words of gold that are gone, as they stood in the output."""
        return self.texts(effect.cut & (self.effects.labels == GOLD))


def account(trial: PageTrial) -> Account:
    """A page's account, from the outputs of its trial."""
    return Account(trial, effects_of(trial))


Effects = Sequence[tuple[Account, RuleEffect]]
"""What one rule did on each page where it did something."""


def effects_by(accounts: Iterable[Account], rule: int) -> Effects:
    """The pages on which a rule fired."""
    return [(one, one.effects.rules[rule]) for one in accounts if rule in one.effects.rules]


def counts(effects: Effects) -> Counts:
    """All words that are gone from the judged pages, by what they were."""
    noise: Counter[NoiseKind] = Counter()
    labels = np.zeros(3, np.int64)
    judged = [(one, effect) for one, effect in effects if one.effects.judged]
    for one, effect in judged:
        kinds = one.effects.kinds[effect.cut]
        noise.update(one.kinds[at] for at in kinds[kinds >= 0].tolist())
        labels += np.bincount(one.effects.labels[effect.cut], minlength=3)
    return Counts(
        noise=dict(noise.most_common()),
        unlabelled=int(labels[OTHER]) - noise.total(),
        optional=int(labels[OPTIONAL]),
        gold=int(labels[GOLD]),
        gained=sum(effect.gained_gold for _, effect in judged),
        gained_other=sum(effect.gained_other for _, effect in judged),
    )


def destroyed(effects: Effects) -> tuple[Stretch, ...]:
    """The stretches of gold that are gone, the longest first."""
    found = [
        stretch
        for one, effect in effects
        if one.effects.judged
        for stretch in one.destroyed(effect)
    ]
    return tuple(sorted(found, key=lambda one: (-one.words, one.page)))


def failed(effects: Effects) -> tuple[str, ...]:
    """The pages on which the extractor fails since something is gone."""
    return tuple(one.trial.page.id for one, effect in effects if effect.failed)


def overlap(effects: Effects, rule: int) -> Overlap | None:
    """How much of what a rule takes others take too; None where it takes no word."""
    taken, shared = 0, 0
    by: Counter[int] = Counter()
    for one, effect in effects:
        others = np.zeros(len(effect.cut), bool)
        for at, other in one.effects.rules.items():
            if at != rule:
                both = effect.cut & other.cut
                by[at] += int(both.sum())
                others |= both
        taken += int(effect.cut.sum())
        shared += int(others.sum())
    if not taken:
        return None
    told_of = {at + 1: count / taken for at, count in by.most_common() if count}
    return Overlap(shared / taken, told_of, shared == taken)
