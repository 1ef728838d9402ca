"""From many candidates the few that take away what the extractor let through."""

from collections.abc import Iterable, Iterator

import numpy as np
from lxml.html import HtmlElement

from boilerbench.rules.labels import Marks
from boilerbench.rules.mining.candidates import Bounds, Candidate, candidates
from boilerbench.rules.mining.ground import Ground
from boilerbench.rules.mining.names import compound_names, simple_names


def chosen(ground: Ground, bounds: Bounds) -> list[Candidate]:
    """Rules of pages, without those that add nothing to the others.

    Names of one part are tried first; those of two only for elements that still hold leaked words.
    The most general come first, then those that take most away: of two that take away the same
    the simpler one is left.
    """
    singles = list(candidates(ground.index(simple_names, ground.leaked), "single", ground, bounds))
    everywhere = [one for one in singles if not one.sites]
    rest = ground.leaked & ~removed(ground, _without_repeats(ground, everywhere))
    doubles = candidates(ground.index(compound_names, rest), "compound", ground, bounds)
    return _needed(ground, _without_repeats(ground, [*singles, *doubles]))


def removed(ground: Ground, found: Iterable[Candidate]) -> Marks:
    """Of every word whether one of these rules takes it away."""
    marks = np.zeros(len(ground.codes), np.bool_)
    for one in found:
        for first, behind in one.places.tolist():
            marks[first:behind] = True
    return marks


def _without_repeats(ground: Ground, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in order, without those that take no leaked word away that is still there."""
    left = ground.leaked.copy()
    kept = []
    for one in sorted(found, key=lambda candidate: candidate.order):
        places = one.places.tolist()
        if any(left[first:behind].any() for first, behind in places):
            kept.append(one)
            for first, behind in places:
                left[first:behind] = False
    return kept


def _needed(ground: Ground, found: list[Candidate]) -> list[Candidate]:
    """The candidates without those whose every leaked word others take away as well."""
    times = np.zeros(len(ground.codes), np.int32)
    for one in found:
        for first, behind in one.places.tolist():
            times[first:behind] += 1
    kept = []
    for one in reversed(found):
        marks = list(_leaked_of(ground, one))
        if all((times[words] > 1).all() for words in marks):
            for first, behind in one.places.tolist():
                times[first:behind] -= 1
        else:
            kept.append(one)
    return kept[::-1]


def _leaked_of(ground: Ground, one: Candidate) -> Iterator[Marks]:
    for first, behind in one.places.tolist():
        yield first + np.flatnonzero(ground.leaked[first:behind])


def names(element: HtmlElement) -> Iterator[str]:
    """Everything an element can be called."""
    yield from simple_names(element)
    yield from compound_names(element)
