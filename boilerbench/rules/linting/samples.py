"""Characters and strings that parts of a regular expression match."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import regex

from boilerbench.rules.linting.structure import Item, walk

PROBES: Final = "a1 A,._-é/:\"'\n\t(x)bz0Z;!?#&@=<>|中\u00a0"
"""Characters that parts are tried with."""

_LONGEST: Final = 400


@lru_cache(maxsize=4096)
def taken(text: str) -> frozenset[str]:
    """Which of the characters a sign or class takes; a sign that stands for itself is one."""
    single = text.removeprefix("\\")
    probes = PROBES + (single if len(single) == 1 else "") + "".join(_members(text))
    try:
        pattern = regex.compile(text, regex.DOTALL)
    except regex.error:
        return frozenset()
    return frozenset(one for one in probes if pattern.fullmatch(one))


def _members(text: str) -> Iterator[str]:
    return (one for one in text if one.isalnum() or one in "-/") if text[:1] == "[" else iter(())


def first_characters(items: Sequence[Item]) -> frozenset[str]:
    """The characters with which a match of these items can begin, as far as they are tried."""
    found: frozenset[str] = frozenset()
    for item in items:
        if item.empty:
            continue
        if item.alternatives:
            found = found.union(*map(first_characters, item.alternatives))
        else:
            found |= taken(item.text)
        if not item.nullable:
            break
    return found


def sample(items: Sequence[Item]) -> str:
    """A short string that the items match, as far as that can be said item by item."""
    return "".join(sample_of(item, max(item.least, 1)) for item in items if not item.empty)[
        :_LONGEST
    ]


def sample_of(item: Item, times: int) -> str:
    """A string for one item that stands so many times."""
    if item.empty:
        return ""
    if item.alternatives:
        return sample(max(item.alternatives, key=len)) * min(times, _LONGEST)
    chars = taken(item.text)
    return min(chars, key=(PROBES + item.text).index, default="") * min(times, _LONGEST)


def pumps(alternatives: tuple[tuple[Item, ...], ...]) -> Iterator[str]:
    """What to repeat so that the expression's repetitions have much to choose from."""
    shared = [first_characters((item,)) for item in walk(alternatives) if item.repeats]
    for chars in shared:
        both = [other & chars for other in shared if other & chars]
        common = frozenset.intersection(chars, *both) if both else chars
        if best := min(common or chars, key=(PROBES + "".join(sorted(chars))).index, default=""):
            yield best
    for item in walk(alternatives):
        if item.repeats and item.alternatives:
            for each in item.alternatives:
                if text := sample(each):
                    yield text
