"""ROUGE-Lsum: how much of each gold sentence stands, in order, in sentences of the output."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

Sentence: TypeAlias = tuple[str, ...]

COLUMNS = ("hits", "output", "gold")
FORMULAS = {
    "f1": "2 * hits / (output + gold)",
    "precision": "hits / output",
    "recall": "hits / gold",
}
IDEAL = {"f1": 1.0, "precision": 1.0, "recall": 1.0}

STEPS = 1_000_000
"""Most comparisons of a gold sentence with a word of the output: about half a second."""
WIDTH = 512  # words of a gold sentence that cost one comparison


def rouge_lsum(
    gold: Sequence[Sentence], output: Sequence[Sentence], most: int = STEPS
) -> tuple[int, int, int] | None:
    """Hits, words of the output and words of gold; None where it takes more than `most` steps.

    For each gold sentence, one longest common subsequence with every sentence of the output; hits
    are the words in the union of their places, each at most as often as the output has it.
    Precision is hits / output, recall hits / gold. rouge-score computes every pair; here a pair is
    computed only while it can add a hit, with the same result.
    Source: Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", section 3.2;
    `_summary_level_lcs` of rouge-score 0.1.2 (google-research/google-research).
    """
    left = Counter(chain.from_iterable(output))
    found, wanted = left.total(), sum(map(len, gold))
    whole = set(output)
    hits = sum(_take(sentence, left) for sentence in gold if sentence in whole)
    index = _index(output, left)
    for sentence in gold:
        if sentence not in whole:
            union, steps = _union(sentence, output, left, index, most)
            most -= steps
            if most < 0:
                return None
            hits += _take((word for at, word in enumerate(sentence) if union >> at & 1), left)
    return hits, found, wanted


def _union(
    sentence: Sentence,
    output: Sequence[Sentence],
    left: Mapping[str, int],
    index: Mapping[str, Sequence[int]],
    most: int,
) -> tuple[int, int]:
    """The places in a sentence that are found in the output, as bits, and the steps it took.

    A pair is computed while a word that both have may still be a hit and has a place not yet
    found; rare words first, since sentences that share one are most alike.
    """
    places = _places(sentence)
    union = steps = 0
    tried: set[int] = set()
    for word in sorted((one for one in places if left[one] > 0), key=lambda one: len(index[one])):
        for number in index[word]:
            if not places[word] & ~union or steps > most:
                break
            if number not in tried:
                tried.add(number)
                steps += len(output[number]) * (1 + len(sentence) // WIDTH)
                union |= common_places(places, len(sentence), output[number])
    return union, steps


def common_places(places: Mapping[str, int], length: int, other: Sentence) -> int:
    """The places in a sentence of a longest common subsequence with another, as bits of a number.

    `places` has those of each word of the sentence, `length` is how many words it has. Of several
    longest ones it is the one that rouge-score's `_backtrack_norec` reads out of its table: the
    union depends on it. A column of the table is one number here: bit i is set where the value
    rises from row i to row i + 1. Source of the columns: Crochemore et al. 2001, "A fast and
    practical bit-vector algorithm for the longest common subsequence problem".
    """
    full = (1 << length) - 1
    level = full
    columns: list[tuple[int, int]] = []
    for word in other:
        here = places.get(word, 0)
        if here:
            moved = level & here
            level = ((level + moved) | (level - moved)) & full
        elif not columns or not columns[-1][0]:
            continue  # foreign words in a row, or before all others, move the way back once or not
        columns.append((here, level ^ full))
    found, open_rows = 0, full
    for here, rises in reversed(columns):
        stops = (here | rises) & open_rows
        if not stops:
            break
        row = 1 << stops.bit_length() - 1
        if here & row:
            found |= row
            open_rows = row - 1
        else:
            open_rows = 2 * row - 1
    return found


def _places(sentence: Sentence) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, word in enumerate(sentence):
        places[word] = places.get(word, 0) | 1 << place
    return places


def _take(words: Iterable[str], left: Counter[str]) -> int:
    """How many of the words the output still has, which are then used up."""
    hits = 0
    for word in words:
        if left[word] > 0:
            left[word] -= 1
            hits += 1
    return hits


def _index(output: Sequence[Sentence], left: Mapping[str, int]) -> dict[str, list[int]]:
    """The sentences of the output in which each word that is left stands."""
    index: dict[str, list[int]] = {}
    for number, sentence in enumerate(output):
        for word in set(sentence):
            if left[word] > 0:
                index.setdefault(word, []).append(number)
    return index
