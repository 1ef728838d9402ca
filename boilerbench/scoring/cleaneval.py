"""The score of CleanEval as WADDLE has it: words aligned by difflib."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import ClassVar

from boilerbench.records import Gold
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads

STEPS = 5_000_000
"""Steps of difflib that are made for a page, a second or so: texts of 20,000 words, if alike."""

CHINESE = {"zh", "wuu", "yue"}  # the detector's: the original's knows the first only

_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"\s{2,}|[^\S \n]")
_URL = re.compile(r"^\s*URL.*$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x1f]+")
_TAG = re.compile("(<[phl]>)", re.IGNORECASE)
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, repr=False)
class CleanevalAlign:
    """Precision, recall and F1 of aligned words, WADDLE's edition of the CleanEval scorer.

    Words are what stands between white space and control characters, case and punctuation kept,
    and `<p>`, `<h>`, `<l>`; in Chinese text (as the detector of languages has it) characters. Lines
    that begin with URL are dropped. White space before or behind a text is one more, empty word, as
    there. Words are aligned by `difflib.SequenceMatcher` with its heuristic for frequent words,
    from output to gold. Each value is the mean over pages. A failed page is an empty output.
    Optional text is not excused. Pages that take more than STEPS are not computed. Values in
    [0, 1]; 1 is ideal.
    Source: rundimeco/waddle be875ce, `cleaneval_tool.py`, after Stefan Evert's `cleaneval.py` 1.0.
    """

    columns: ClassVar[tuple[str, ...]] = ("tp", "fp", "fn")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * tp / (2 * tp + fp + fn)",
        "precision": "tp / (tp + fp)",
        "recall": "tp / (tp + fn)",
    }
    ideal: ClassVar[Mapping[str, float]] = {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "cleaneval"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "cleaneval-align"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text, be it empty."""
        return gold.text is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """Aligned words, words only in the output, words only in gold."""
        wanted, chinese = _prepared(gold.text or "")
        found = _words(normalised(text), chinese=chinese)
        shared = aligned_words(found, wanted)
        if shared is None:
            return None
        return float(shared), float(len(found) - shared), float(len(wanted) - shared)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page; 0 where a denominator is 0."""
        tp, fp, fn = statistics.T
        return {
            "f1": ratio(2 * tp, 2 * tp + fp + fn, empty=0.0),
            "precision": ratio(tp, tp + fp, empty=0.0),
            "recall": ratio(tp, tp + fn, empty=0.0),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages."""
        return means(self.values(statistics), weights)


def normalised(text: str) -> str:
    """A text without URL lines, tags set apart, white space and control characters one space.

    White space is folded first, and a line break kept in it: the peer's own search for URL lines
    takes quadratic time on blank lines.
    """
    text = _RUN.sub(lambda run: "\n" if "\n" in run[0] else " ", text)
    text = _CONTROL.sub(" ", _URL.sub("", text))
    return _SPACE.sub(" ", _TAG.sub(r"\n\g<1> ", text))


def aligned_words(output: Sequence[str], gold: Sequence[str]) -> int | None:
    """How many words difflib's opcodes call equal; None where it takes more than STEPS.

    These are the blocks of `get_matching_blocks`, by the same recursion. A search for the longest
    block goes over its stretch of the output, and for each word over all its places in gold.
    """
    matcher = SequenceMatcher(None, output, gold)
    places = matcher.b2j  # type: ignore[attr-defined]  # the stubs leave this member out
    costs = [0, *accumulate(1 + len(places.get(word, ())) for word in output)]
    todo = [(0, len(output), 0, len(gold))]
    steps = shared = 0
    while todo:
        first, last, low, high = todo.pop()
        steps += costs[last] - costs[first]
        if steps > STEPS:
            return None
        start, place, size = matcher.find_longest_match(first, last, low, high)
        shared += size
        if size and first < start and low < place:
            todo.append((first, start, low, place))
        if size and start + size < last and place + size < high:
            todo.append((start + size, last, place + size, high))
    return shared


def _words(text: str, *, chinese: bool) -> list[str]:
    return list(text) if chinese else _SPACE.split(text)


@lru_cache(maxsize=4096)
def _prepared(text: str) -> tuple[list[str], bool]:
    """The words of a gold text, and whether they are characters."""
    plain = normalised(text)
    chinese = is_chinese(plain)
    return _words(plain, chinese=chinese), chinese


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese to the detector of languages."""
    if _IDEOGRAPH.search(text) is None:
        return False
    # Imported late: its model takes half a second to load.
    from py3langid import classify  # noqa: PLC0415

    return classify(text)[0] in CHINESE
