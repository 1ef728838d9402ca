"""What each rule that was tried on a page does to its output, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from boilerbench.records import Extraction, Gold
from boilerbench.rules.effects import PageEffects, RuleEffect, Words
from boilerbench.rules.trials import PageTrial
from boilerbench.rules.wordwise import Places, gone, places_in
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.parts import text_of

GOLD, OPTIONAL, OTHER = range(3)
"""What a word of an output is: see PageEffects.labels."""


@dataclass(frozen=True)
class Told:
    """An output in words: what each is, which word of gold it is, where it stands.

    `labels` and `kinds` are as in PageEffects; `gold` has the place in gold's words, -1 where it
    is none; `spans` the characters of each word; `starts` marks those that begin a line.
    """

    text: str
    words: tuple[str, ...]
    labels: np.ndarray[tuple[int], np.dtype[np.int8]]
    kinds: np.ndarray[tuple[int], np.dtype[np.int32]]
    gold: Places
    spans: Sequence[tuple[int, int]]
    starts: Words

    @property
    def places(self) -> frozenset[int]:
        """The words of gold that it has."""
        return frozenset(self.gold[self.gold != FREE].tolist())


def told(gold: Gold, text: str) -> Told:
    """What each word of an output is, by the alignment that leaks are counted from."""
    prepared, parts, claims = attributed(gold, text)
    owner, held, moved = (
        np.array(one, np.int64) for one in (claims.owner, claims.held, claims.moved)
    )
    places = np.where(held != FREE, held, moved)
    places[owner != FREE] = FREE
    optional = len(prepared.optional)
    labels = np.where(places != FREE, GOLD, OTHER).astype(np.int8)
    labels[(owner != FREE) & (owner < optional)] = OPTIONAL
    kinds = np.where(owner >= optional, owner - optional, FREE).astype(np.int32)
    return Told(text, parts.words, labels, kinds, places, parts.spans, _starts(text, parts.spans))


def _starts(text: str, spans: Sequence[tuple[int, int]]) -> Words:
    """Which words are the first of their line."""
    ends = [0, *(end for _, end in spans[:-1])]
    between = zip(ends, spans, strict=False)
    return np.array(
        [at == 0 or "\n" in text[end:start] for at, (end, (start, _)) in enumerate(between)], bool
    )


def effects_of(trial: PageTrial) -> PageEffects:
    """What each rule that fired on a page does to the output without rules.

    An output of a page that failed has no words, and with a rule on which the extractor fails all
    words are gone.
    """
    gold, fired = trial.page.gold, trial.fired
    raw = told(gold, answer_of(trial.raw))
    found: dict[int, RuleEffect] = {}
    control = None
    if trial.control is not None:
        base = told(gold, answer_of(trial.control))
        in_base = places_in(raw.words, base.words)
        control = effect_between(raw, base, trial.raw.answered > trial.control.answered)
        for rule, made in trial.pruned.items():
            failed = trial.control.answered > made.answered
            effect = effect_between(base, told(gold, answer_of(made)), failed, fired[rule])
            found[rule] = msgspec.structs.replace(effect, cut=_in_raw(effect.cut, in_base))
    for rule in sorted(fired.keys() - found.keys()):
        found[rule] = RuleEffect(words_in(raw, trial.spans(rule)), fired=fired[rule])
    return PageEffects(
        page=trial.page.id,
        site=trial.page.site,
        labels=raw.labels,
        kinds=raw.kinds,
        gold=len(gold_tokens(gold).text),
        rules=found,
        judged=gold.text is not None,
        control=control,
    )


def answer_of(extraction: Extraction) -> str:
    """The text that is scored; empty where the extractor failed."""
    return text_of(extraction) if extraction.answered else ""


def words_in(output: Told, spans: Sequence[tuple[int, int]]) -> Words:
    """The words of an output that characters of these stretches are part of."""
    marked = np.zeros(len(output.words), bool)
    if not spans or not output.words:
        return marked
    starts, ends = np.array(output.spans).T
    for first, behind in spans:
        marked[np.searchsorted(ends, first, "right") : np.searchsorted(starts, behind, "left")] = (
            True
        )
    return marked


def effect_between(before: Told, after: Told, failed: bool, fired: int = 0) -> RuleEffect:
    """What changed from one output of a page to another.

    A word of gold is not lost where the other has it too, from whatever place in the page.
    """
    held = places_in(before.words, after.words)
    lost = gone(before.words, held, before.labels == GOLD, before.starts)
    if after.places:
        lost &= ~np.isin(before.gold, list(after.places))
    new = np.ones(len(after.words), bool)
    new[held[held != FREE]] = False
    others = int((new & (after.labels == OTHER)).sum())
    return RuleEffect(lost, len(after.places - before.places), others, fired, failed)


def _in_raw(cut: Words, in_base: Places) -> Words:
    """Words of the page parsed and serialised as words of the page as it is."""
    found = np.zeros(len(in_base), bool)
    found[in_base != FREE] = cut[in_base[in_base != FREE]]
    return found
