"""Forward selection as one would write it down: every set of rules is counted from nothing."""

from collections.abc import Sequence
from typing import Final

from boilerbench.rules.effects import PageEffects

LEAST: Final = 1e-12


def f1(effects: Sequence[PageEffects], rules: Sequence[int]) -> float:
    """The mean F1 of pages after some rules, word by word."""
    total = 0.0
    for page in effects:
        masks = [page.rules[rule].cut for rule in rules if rule in page.rules]
        kept = [
            label for at, label in enumerate(page.labels) if not any(mask[at] for mask in masks)
        ]
        gold, other = kept.count(0), kept.count(2)
        total += 2 * gold / (gold + other + page.gold) if gold else 0.0
    return total / len(effects)


def select(effects: Sequence[PageEffects], rules: int, most: int) -> list[int]:
    """At most so many rules, each the one that then gains most."""
    chosen: list[int] = []
    now = f1(effects, chosen)
    while len(chosen) < most:
        score, rule = max((f1(effects, [*chosen, rule]), -rule) for rule in range(rules))
        if score <= now + LEAST:
            break
        chosen.append(-rule)
        now = score
    return chosen
