"""Foreign names as they stand in pictures: on one line, harmless, as wide as there is room."""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import Final

ELLIPSIS: Final = "…"
LONGEST: Final = 120

# What XML cannot hold, and what turns the direction of all text after it.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NARROW = frozenset("fijlrtI.,:;!|'`()[]/\\- ")
_BROAD = frozenset("mwMW@%&<>=+#~^—")


def harmless(text: str) -> str:
    """A text on one line, every character that is no text or turns other text as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", " ".join(text.split()))


def plain(name: str) -> str:
    """A harmless name, ended with an ellipsis after 120 characters."""
    name = harmless(name)
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + ELLIPSIS


def width_of(text: str, size: float) -> float:
    """How wide a text of a font size is at most, in the unit of the size.

    The same on every machine, whatever fonts it has: by classes of characters, with DejaVu Sans,
    which is a wide face, for a measure.
    """
    return size * sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.42
    if character in _BROAD:
        return 1.0
    if ord(character) > 0x2000 or ord(character) in range(0x0900, 0x1100):
        return 1.0
    return 0.8 if character.isupper() else 0.65


def fitted(text: str, width: float, size: float) -> str:
    """A name within a width: its middle is left out where it is too long, as its ends tell more."""
    text = plain(text)
    sums = (0.0, *accumulate(size * _em(one) for one in text))
    if sums[-1] <= width:
        return text
    room = width - width_of(ELLIPSIS, size)
    for kept in range(len(text) - 1, 0, -1):
        end = kept // 3
        start = kept - end
        if sums[start] + sums[-1] - sums[len(text) - end] <= room:
            return text[:start] + ELLIPSIS + text[len(text) - end :]
    return ELLIPSIS
