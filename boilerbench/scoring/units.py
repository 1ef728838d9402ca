"""An output's tokens where lost or added white space has been undone."""

from collections.abc import Iterator
from dataclasses import dataclass

from boilerbench.scoring.goldtokens import LONGEST, GoldTokens
from boilerbench.text import fold, normalise, token_spans, tokens

MERGED = 4  # tokens of an output that may be one token of a noise segment


@dataclass(frozen=True, slots=True)
class Unit:
    """A token and where it stands in the output: character start and end."""

    word: str
    start: int
    end: int


def units(gold: GoldTokens, text: str) -> list[Unit]:
    """The tokens of an output, fused ones taken apart and torn ones joined.

    A token that gold does not know is split where each cut lies between the end of one block and
    the start of another, or between neighbours inside optional text or noise: so "SharePost" is
    found to be "Share" and "Post", and "made" never holds "Ad".
    """
    plain = [
        Unit(word, start, end)
        for word, (start, end) in zip(tokens(text), token_spans(text), strict=True)
    ]
    seen: dict[str, tuple[str, ...]] = {}
    apart = [part for unit in plain for part in _split(unit, gold, text, seen)]
    return list(_joined(apart, gold))


def _split(
    unit: Unit, gold: GoldTokens, text: str, seen: dict[str, tuple[str, ...]]
) -> Iterator[Unit]:
    word = unit.word
    if word in gold.numbers or len(word) > LONGEST:
        yield unit
        return
    if word not in seen:
        seen[word] = _tiles(word, gold)
    start = unit.start
    for place, part in enumerate(seen[word], start=1):
        last = place == len(seen[word])
        end = unit.end if last else _after(text, start, unit.end, len(part))
        yield Unit(part, start, end)
        start = end


def _tiles(word: str, gold: GoldTokens) -> tuple[str, ...]:
    """The known tokens that make up a word, the longest first ones; the word itself if none do."""
    before: dict[tuple[int, str], tuple[int, str] | None] = {(0, ""): None}
    todo = [(0, "")]
    while todo:
        place, previous = todo.pop()
        if place == len(word):
            return _path(before, (place, previous))
        for end in range(place + 1, len(word) + 1):
            part = word[place:end]
            if part in gold.numbers and (end, part) not in before and _joins(previous, part, gold):
                before[end, part] = (place, previous)
                todo.append((end, part))
    return (word,)


def _joins(left: str, right: str, gold: GoldTokens) -> bool:
    if not left:
        return True
    return (left in gold.ends and right in gold.starts) or (left, right) in gold.inside


def _path(
    before: dict[tuple[int, str], tuple[int, str] | None], at: tuple[int, str]
) -> tuple[str, ...]:
    parts: list[str] = []
    step: tuple[int, str] | None = at
    while step is not None and step[1]:
        parts.append(step[1])
        step = before[step]
    return tuple(reversed(parts))


def _after(text: str, start: int, end: int, length: int) -> int:
    """Where the first `length` folded characters of a token end in the text as given."""
    return next(
        (at for at in range(start + 1, end) if len(fold(normalise(text[start:at]))) >= length), end
    )


def _joined(parts: list[Unit], gold: GoldTokens) -> Iterator[Unit]:
    """The units, those joined that make up one marked token and are not all words of gold."""
    place = 0
    while place < len(parts):
        count = _torn(parts, place, gold) if parts[place].word in gold.openings else 1
        chosen = parts[place : place + count]
        word = "".join(part.word for part in chosen)
        yield Unit(word, chosen[0].start, chosen[-1].end)
        place += count


def _torn(parts: list[Unit], place: int, gold: GoldTokens) -> int:
    """How many units from here on are one torn token; 1 where they are not."""
    word = before = parts[place].word
    strange = word not in gold.words
    for count, part in enumerate(parts[place + 1 : place + MERGED], start=2):
        word += part.word
        strange = strange or part.word not in gold.words
        if (before, part.word) in gold.inside:  # two words of a segment as they should be
            break
        if word in gold.marked and strange:
            return count
        before = part.word
    return 1
