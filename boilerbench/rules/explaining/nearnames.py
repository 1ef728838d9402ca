"""Names that are nearly those of a rule: other case, other signs, more before or behind."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

_SIGNS: Final = re.compile(r"[-_]+")
_NUMBER: Final = re.compile(r"-?\d+-?")

SHORTEST: Final = 4
"""Letters that a name must have to be known again where more than a number is added to it."""
ALIKE: Final = 0.85
"""How much of two names must be the same for one to be a misspelling of the other."""


def near_names(wanted: str, names: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """The names that are nearly the one wanted, with how far each is and in what they differ."""
    for name in dict.fromkeys(names):
        if name != wanted and (found := _difference(wanted, name)):
            yield (found[0], name, found[1])


def _difference(wanted: str, name: str) -> tuple[int, str] | None:
    if wanted.lower() == name.lower():
        return 1, "upper and lower case differ"
    plain, other = _plain(wanted), _plain(name)
    if plain == other:
        return 2, "hyphens and underscores differ"
    if _begins(other, plain) or _begins(plain, other):
        return 2, "one has more at its end"
    if _ends(other, plain) or _ends(plain, other):
        return 2, "one has more at its beginning"
    if min(len(plain), len(other)) >= SHORTEST and _ratio(plain, other) >= ALIKE:
        return 3, "they are spelled otherwise"
    return None


def _plain(name: str) -> str:
    return _SIGNS.sub("-", name.lower())


def _begins(long: str, short: str) -> bool:
    rest = long.removeprefix(short)
    return rest != long and bool(rest) and (len(short) >= SHORTEST or bool(_NUMBER.fullmatch(rest)))


def _ends(long: str, short: str) -> bool:
    rest = long.removesuffix(short)
    return rest != long and bool(rest) and (len(short) >= SHORTEST or bool(_NUMBER.fullmatch(rest)))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
