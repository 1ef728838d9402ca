r"""Words as peers cut them: matches of `\w+`, found without a regular expression."""

import re
from functools import lru_cache
from typing import Final

from boilerbench.plainwords import swapped

_WORD = re.compile(r"\w+")
_KEPT: Final = bytes(
    byte if byte >= 0x80 or chr(byte).isalnum() or chr(byte) in "_\n" else ord(" ")
    for byte in range(256)
)


def word_bytes(text: str) -> bytes:
    r"""The matches of `\w+` in UTF-8 with spaces between them; line breaks stay."""
    plain = swapped(text, _kept)
    return _found(text) if plain is None else plain.translate(_KEPT)


def lower_word_bytes(text: str) -> bytes:
    """The same of the lower-cased text."""
    # Of all letters only the capital sigma is lowered by what stands around it.
    plain = swapped(text.lower() if "\u03a3" in text else text, _lowered)
    return _found(text.lower()) if plain is None else plain.translate(_KEPT).lower()


def _found(text: str) -> bytes:
    return b"\n".join(" ".join(_WORD.findall(line)).encode() for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    return character if character.isalnum() else " "


@lru_cache(maxsize=4096)
def _lowered(character: str) -> str:
    return "".join(map(_kept, character.lower()))
