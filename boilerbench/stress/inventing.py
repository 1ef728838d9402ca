"""Words that stand nowhere else, in the place of the telling ones of a text."""

import re
from collections.abc import Collection
from random import Random
from typing import Final

from lxml.html import HtmlElement

from boilerbench.trees import UNSEEN

_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = 3
"""Letters of a word that stays: most of them are what stop word lists know a language by."""
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bdfgklmnprstvz"


def invent(element: HtmlElement, taken: Collection[str], rng: Random) -> list[str]:
    """Write invented words in the place of an element's words; return these, in order.

    Words of up to three letters stay, but where there are no others. The new words are as long,
    of five letters at least, and none of them is `taken` or occurs twice.
    """
    slots = [(one, "text") for one in element.iter() if _speaks(one)]
    slots += [(one, "tail") for one in element.iter() if one is not element]
    words = [word for one, slot in slots for word in _WORD.findall(getattr(one, slot) or "")]
    shortest = _SHORT + 1 if any(len(word) > _SHORT for word in words) else 1
    used, invented = set(taken), list[str]()

    def new(match: re.Match[str]) -> str:
        if len(match[0]) < shortest:
            return match[0]
        made = _made(len(match[0]), used, rng)
        used.add(made)
        invented.append(made)
        return made.capitalize() if match[0][0].isupper() else made

    for one, slot in slots:
        if text := getattr(one, slot):
            setattr(one, slot, _WORD.sub(new, text))
    return invented


def _speaks(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in UNSEEN


def _made(length: int, used: Collection[str], rng: Random) -> str:
    while True:
        letters = range(max(5, length))
        made = "".join(rng.choice(_VOWELS if at % 2 else _CONSONANTS) for at in letters)
        if made not in used:
            return made
