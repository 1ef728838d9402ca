"""Units as they are found word by word, beside those found by numbers."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import LONGEST, UNKNOWN, GoldTokens, gold_tokens
from boilerbench.scoring.units import MERGED, units
from boilerbench.text import tokens

PIECE = st.sampled_from(
    ["a", "ab", "b", "ba", "c", "abc", "cab", "é", "d" * 30, "d" * (LONGEST + 1)]
)
WORD = st.lists(PIECE, min_size=1, max_size=3).map("".join)
TEXT = st.lists(WORD | PIECE, max_size=12).map(" ".join)
GOLD = st.builds(
    lambda text, title, optional, noise: Gold(
        text=text,
        title=title,
        optional=(OptionalText("caption", optional),),
        noise=tuple(Noise("share", one) for one in noise),
    ),
    TEXT,
    st.none() | TEXT,
    TEXT,
    st.lists(TEXT, max_size=3),
)


def tiles(word: str, gold: GoldTokens, previous: str = "") -> tuple[str, ...] | None:
    """The known tokens that make up a word, the longest first ones."""
    if not word:
        return ()
    for end in range(len(word), 0, -1):
        part = word[:end]
        fits = (previous in gold.ends and part in gold.starts) or (previous, part) in gold.inside
        if part in gold.numbers and (not previous or fits):
            rest = tiles(word[end:], gold, part)
            if rest is not None:
                return (part, *rest)
    return None


def taken_apart(words: Sequence[str], gold: GoldTokens) -> list[str]:
    """The words, those apart that gold does not know and that are made up of its tokens."""
    found: list[str] = []
    for word in words:
        strange = word not in gold.numbers and len(word) <= LONGEST
        found += (tiles(word, gold) if strange else None) or (word,)
    return found


def joined(parts: Sequence[str], gold: GoldTokens) -> list[str]:
    """The parts, those made one that make up a marked token and are not all known."""
    found: list[str] = []
    at = 0
    while at < len(parts):
        count = torn(parts[at : at + MERGED], gold)
        found.append("".join(parts[at : at + count]))
        at += count
    return found


def torn(parts: Sequence[str], gold: GoldTokens) -> int:
    """How many of the parts from the first on are one torn token."""
    for count in range(2, len(parts) + 1):
        if (parts[count - 2], parts[count - 1]) in gold.inside:
            return 1
        word = "".join(parts[:count])
        if word in gold.marked and any(part not in gold.numbers for part in parts[:count]):
            return count
        if not any(one != word and one.startswith(word) for one in gold.marked):
            return 1
    return 1


@given(GOLD, TEXT)
def test_units_are_those_found_word_by_word(gold: Gold, text: str) -> None:
    """The same words, with the numbers that gold gives them, each at a place of its own."""
    prepared = gold_tokens(gold)
    found = units(prepared, text)
    assert list(found.words) == joined(taken_apart(tokens(text), prepared), prepared)
    assert found.numbers.tolist() == [prepared.numbers.get(one, UNKNOWN) for one in found.words]
    spans = [(unit.start, unit.end) for unit in found]
    assert all(start < end for start, end in spans)
    assert sorted(spans) == spans


@given(GOLD, TEXT)
def test_what_is_taken_is_all_that_is_anything(gold: Gold, text: str) -> None:
    """A token is marked as taken where it is gold's, moved or a segment's, and nowhere else."""
    _, _, found = attributed(gold, text)
    of_any = zip(found.held, found.moved, found.owner, strict=True)
    assert list(found.taken) == [any(one != FREE for one in each) for each in of_any]
