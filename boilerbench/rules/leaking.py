"""Which words of a page came out of an extractor though no one wants them."""

from bisect import bisect_left
from itertools import accumulate
from typing import Final

import numpy as np

from boilerbench.records import Gold
from boilerbench.rules.labels import UNLABELLED, Entries, Labelled, Marks, runs, with_snippets
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import Claims
from boilerbench.scoring.diffing import aligned_places
from boilerbench.scoring.goldtokens import GoldTokens
from boilerbench.scoring.units import Units

SHORTEST: Final = 3
"""Words that output and page share by chance are mostly fewer, unless they are a whole line."""


def leaked_words(page: Labelled, gold: Gold, text: str) -> Marks:
    """Of every word of a page whether it is noise, or not labelled, and stands in an output.

    Of a noise entry just as many tokens as `leaks` counts, where they stand in the entry. What
    the output holds beyond its gold is held against the page's words without a label.
    """
    prepared, parts, found = attributed(with_snippets(gold), text)
    leaked = np.zeros(len(page.codes), np.bool_)
    owner = np.array(found.owner, np.int64)
    first = len(prepared.optional)
    for number in np.unique(owner[owner >= first]).tolist():
        words = np.flatnonzero(page.entries == number - first)
        _mark_entry(
            leaked, page, words.tolist(), parts.numbers[owner == number], prepared, number - first
        )
    _mark_unlabelled(leaked, page, parts, found)
    return leaked


def _mark_entry(
    leaked: Marks,
    page: Labelled,
    words: list[int],
    output: Entries,
    gold: GoldTokens,
    entry: int,
) -> None:
    """Mark the words of a noise entry that some tokens of an output are."""
    planted = gold.noise[entry]
    if len(output) >= len(planted):
        leaked[words] = True
        return
    held = set(aligned_places(output, np.array(planted, np.int32)).tolist())
    names = {number: word for word, number in gold.numbers.items()}
    ends = list(accumulate(len(_letters(names[token])) for token in planted))
    behind = np.cumsum([len(page.page.letters[word]) for word in words]).tolist()
    for word, end in zip(words, behind, strict=True):
        # The planted token in which the word ends: markup may cut a token into several words.
        leaked[word] = min(bisect_left(ends, end), len(ends) - 1) in held


def _mark_unlabelled(leaked: Marks, page: Labelled, parts: Units, found: Claims) -> None:
    """Mark the words without a label that left-over output is, in runs or as whole lines."""
    extra = np.flatnonzero(np.frombuffer(found.taken, np.uint8) == 0).tolist()
    words = np.flatnonzero(page.codes == UNLABELLED)
    if not extra or not len(words):
        return
    output = [_letters(parts.words[at]) for at in extra]
    mine = [page.page.letters[at] for at in words.tolist()]
    numbers = {word: number for number, word in enumerate(dict.fromkeys([*output, *mine]), 1)}
    held = aligned_places(_numbered(output, numbers), _numbered(mine, numbers))
    kept = np.zeros(len(page.codes), np.bool_)
    kept[words[held[held >= 0]]] = True
    for start, end in runs(kept):
        whole = start in page.page.edges and end in page.page.edges
        if end - start >= SHORTEST or whole:
            leaked[start:end] = True


def _numbered(words: list[str], numbers: dict[str, int]) -> Entries:
    return np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))


def _letters(token: str) -> str:
    return token.replace("'", "").replace(".", "")
