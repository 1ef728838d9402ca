"""Pages without gold: noise is what their site repeats, and what a list of phrases knows."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from lxml.html import HtmlElement

from boilerbench.corpora.words import letters_of, page_words
from boilerbench.records import NOISE_KINDS, NoiseKind, Page
from boilerbench.rules.cleaning import Seen, line_key
from boilerbench.rules.labels import GOLD, NOISE, NONE, UNLABELLED, Codes, Labelled, running
from boilerbench.rules.mining.ground import Mined
from boilerbench.rules.mining.outputs import Output, lines_of
from boilerbench.scoring.diffing import aligned_places
from boilerbench.text import token_spans, tokens

KindOf: TypeAlias = Callable[[str], NoiseKind | None]
"""Which kind of noise a line is by some list of phrases; None where it is on none."""


def no_phrases(_line: str) -> NoiseKind | None:
    """The list that knows nothing."""
    return None


def guessed(
    page: Page, tree: HtmlElement, text: str, seen: Seen, repeats: int, kind_of: KindOf
) -> Mined:
    """A page of which nobody said what is wanted.

    Noise is what stands on lines of the output that at least so many pages of the site have, or
    whose kind is known. All other words of the output have the place of gold, though no one knows
    whether they are: to take them away is a loss that has to be looked at.
    """
    output = _output(text, seen, repeats, kind_of)
    words = page_words(tree)
    mine = [letters_of(token) for token in tokens(text)]
    numbers = {word: at for at, word in enumerate(dict.fromkeys([*mine, *words.letters]), 1)}
    held = aligned_places(
        np.array([numbers[word] for word in mine], np.int32),
        np.array([numbers[word] for word in words.letters], np.int32),
    )
    codes = np.full(len(words.letters), UNLABELLED, np.int8)
    codes[held[held >= 0]] = output.codes[held >= 0]
    entries = np.full(len(codes), NONE, np.int32)
    return Mined(page, tree, Labelled(words, codes, entries), codes >= NOISE, output, known=False)


def _output(text: str, seen: Seen, repeats: int, kind_of: KindOf) -> Output:
    starts = np.array([start for start, _ in token_spans(text)], np.int64)
    codes: Codes = np.full(len(starts), GOLD, np.int8)
    for line, span in lines_of(text):
        kind = kind_of(line) or ("other" if seen.get(line_key(line), 0) >= repeats else None)
        if kind is not None:
            first, behind = np.searchsorted(starts, span)
            codes[first:behind] = NOISE + NOISE_KINDS.index(kind)
    return Output(text, starts, codes, np.full(len(codes), NONE, np.int32), running(codes))
