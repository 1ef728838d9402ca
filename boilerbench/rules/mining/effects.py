"""What rules take away from pages and outputs whose words are known, counted in words."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from boilerbench.corpora.occurrences import Place
from boilerbench.rules.cleaning import TextRules, joined
from boilerbench.rules.labels import GOLD, OPTIONAL, UNLABELLED, Counts, united
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.mining.ground import Mined
from boilerbench.rules.mining.suggestions import Half, Words
from boilerbench.rules.mining.texts import repeated_lines, spans_by_rule, unhandled_words
from boilerbench.rules.model import Rule
from boilerbench.rules.patterns import Span
from boilerbench.rules.pruning import WHOLE
from boilerbench.rules.scopes import host_of


def effects(rules: Sequence[Rule], pages: Sequence[Mined]) -> tuple[list[Words], Half]:
    """What each rule takes away from some pages, whatever the others do, and what all do.

    All together: what rules of pages take from the page, and what rules of text take from the
    output as it is now; of what leaked the latter only where the former leave it.
    """
    each, all_words = [Words()] * len(rules), Words()
    index, cleaner, seen = RuleIndex(rules), TextRules(rules), repeated_lines(pages)
    for page in pages:
        host = host_of(page.page.url)
        places = {
            rule: page.labels.places(found)
            for rule, found in index.hits(page.tree, host).elements.items()
            if not any(one.tag in WHOLE for one in found)
        }
        spans = spans_by_rule(cleaner, page, seen)
        for rule, some in places.items():
            each[rule] += _of_page(page, some)
        for rule, cut in spans.items():
            each[rule] += _of_output(page, cut)
        pruned = united([place for some in places.values() for place in some])
        cuts = joined([span for cut in spans.values() for span in cut])
        all_words += _of_page(page, pruned) + _beyond(page, pruned, cuts)
    return each, half_of(pages, all_words)


def half_of(pages: Sequence[Mined], removed: Words) -> Half:
    """Some pages with what is taken away there."""
    leaked = sum(int(page.leaked.sum()) for page in pages)
    return Half(len(pages), len({page.page.site for page in pages}), leaked, removed)


def words_of(counts: Counts, leaked: int) -> Words:
    """Words of each code as the words that matter."""
    noise = int(counts[UNLABELLED:].sum())
    return Words(leaked, noise, int(counts[GOLD]), int(counts[OPTIONAL]))


def _of_page(page: Mined, places: Iterable[Place]) -> Words:
    known = list(places)
    leaked = sum(int(np.count_nonzero(page.leaked[first:behind])) for first, behind in known)
    return words_of(page.labels.counts(known), leaked)


def _beyond(page: Mined, pruned: Iterable[Place], cuts: Sequence[Span]) -> Words:
    """What rules of text cut, of leaked noise only what is not pruned from the page."""
    left = page.leaked.copy()
    for first, behind in pruned:
        left[first:behind] = False
    unhandled = unhandled_words(page, left)
    leaked = sum(int(unhandled[slice(*page.output.words(span))].sum()) for span in cuts)
    # Output words without a label are known by their letters alone, and may stand there twice.
    leaked = min(leaked, int(left.sum()))
    return msgspec.structs.replace(_of_output(page, cuts), leaked=leaked)


def _of_output(page: Mined, spans: Iterable[Span]) -> Words:
    counts = page.output.counts(spans)
    return words_of(counts, int(counts[UNLABELLED:].sum()))
