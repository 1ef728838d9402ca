"""Where an output lost the white space around a word of gold, or put some into one."""

from dataclasses import dataclass
from itertools import pairwise

import regex

from boilerbench.records import Gold
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import GoldTokens, gold_tokens
from boilerbench.scoring.regluing import Placed, placed
from boilerbench.scoring.spaceless import stands_alone

# Signs that keep words apart without spaces: within a line, where they are written with or without
# by taste; and between paragraphs.
_APART_IN_A_LINE = regex.compile(r"[\p{Pd}\p{Pc}\p{S}/\\\[\]&@#%*·•‧∙]")
_APART = regex.compile(r"[|/\\\[\]@·•‧∙]")
GROUP = 3  # digits between the marks of a long number
_NUMBER_MARKS = frozenset(".,:'\u2019")


@dataclass(frozen=True, slots=True)
class Seams:
    """Gold tokens that came out in whatever white space, and those it is wrong at.

    `fused` ones run into the next word (or, if what stands before is no gold, out of it), `split`
    ones hold white space; a token is counted once. Characters of scripts without spaces do not
    count.
    """

    returned: int
    fused: int
    split: int


def seams(gold: Gold, text: str) -> Seams:
    """What an output did to the white space between and within the words of gold."""
    prepared = gold_tokens(gold)
    words = placed(gold, text)
    counted = [one for one in words if one.place != FREE and not stands_alone(one.unit.word)]
    split = {one.place for one in counted if _has_space(text[one.unit.start : one.unit.end])}
    fused = {
        _run_together(one, other, prepared, gold.text or "", text) for one, other in pairwise(words)
    }
    return Seams(len(counted), len(fused - split - {FREE}), len(split))


def _run_together(
    first: Placed, second: Placed, gold: GoldTokens, gold_text: str, text: str
) -> int:
    """The place of the gold token that runs into what is beside it, by lost white space; or -1."""
    between = text[first.unit.end : second.unit.start]
    if _has_space(between) or first.place == second.place == FREE:
        return FREE
    if stands_alone(first.unit.word) or stands_alone(second.unit.word):
        return FREE
    if first.place != FREE and second.place == first.place + 1:
        was = gold_text[gold.spans[first.place][1] : gold.spans[second.place][0]]
        lost = _is_lost(was, between, first.unit.word, second.unit.word)
    else:
        address = between == "." and text[second.unit.start].islower()
        at_edge = _at_edge(first.place, second.place, gold)
        lost = not between or (at_edge and not address and _APART.search(between) is None)
    return (second.place if first.place == FREE else first.place) if lost else FREE


def _is_lost(was: str, between: str, first: str, second: str) -> bool:
    """Whether white space was lost between words that are neighbours in gold: `was` stood there."""
    if not _has_space(was):
        return False
    if "\n" in was:
        return _APART.search(between) is None
    return not _is_number(first, between, second) and _APART_IN_A_LINE.search(between) is None


def _is_number(first: str, between: str, second: str) -> bool:
    """Whether two words are one number: 10 000 as 10,000 or 10000, 10: 30 as 10:30."""
    if not (first[-1].isdigit() and second[0].isdigit() and _NUMBER_MARKS.issuperset(between)):
        return False
    return bool(between) or len(second) == GROUP


def _at_edge(first: int, second: int, gold: GoldTokens) -> bool:
    """Whether a paragraph of gold ends with the first place or begins with the second."""
    return (first != FREE and first + 1 in gold.breaks) or second in gold.breaks


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))
