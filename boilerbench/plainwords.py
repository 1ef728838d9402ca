"""Words cut by whole-text replacements, for texts whose every character is a plain case.

A regular expression spends its time on each character. A text has many characters but few kinds of
them, so each kind beyond ASCII is looked up once and replaced everywhere at once; one table then
makes spaces of all that is left between words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, TypeAlias

Swap: TypeAlias = Callable[[str], str | None]
"""What becomes of a character beyond ASCII, None if that is not sure; its answers stay as they are
when they are asked for again."""

KINDS: Final = 24
"""Kinds of characters up to which a text is replaced one kind after the other; more go by table."""
SHORT: Final = 1 << 12
"""Characters of a text up to which the table costs more than any number of replacements."""
MUCH: Final = 1 << 16
"""Bytes beyond ASCII from which even their kinds are looked for by table."""
_ASCII: Final = bytes(range(128))
_LETTERS: Final = re.compile("[\u0080-\u052f\uac00-\ud7a3]")  # Latin to Cyrillic, and Korean
_DROPPED: Final = frozenset("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
_JOINING: Final = {b"\xff": ".", b"\xfe": "'"}  # no bytes of UTF-8
_POINT, _APOSTROPHE = _JOINING
_POINTS = re.compile(rb"\.(?<=[0-9]\.)(?=[0-9])")
_APOSTROPHES = re.compile(rb"'(?<=[0-9A-Za-z\x80-\xf4]')(?=[0-9A-Za-z\x80-\xf4])")


def cut_words(text: str, otherwise: Callable[[str], bytes], breaks: str = "\n ") -> bytes:
    """The tokens of a text (`boilerbench.text.tokens`) in UTF-8 between spaces, line by line.

    What stands between two spaces and has a character that needs the rules of its script is left
    to `otherwise`.
    """
    if (plain := _plain_words(text)) is not None:
        return plain
    if not breaks:
        return otherwise(text)
    mark, finer = breaks[0], breaks[1:]
    parts = text.split(mark)
    ascii_parts = iter((_plain_words("\n".join(filter(str.isascii, parts))) or b"").split(b"\n"))
    return mark.encode().join(
        next(ascii_parts) if part.isascii() else cut_words(part, otherwise, finer) for part in parts
    )


def _plain_words(text: str) -> bytes | None:
    content = swapped(text, _plain)
    if content is None:
        return None
    if b"." in content:
        content = _POINTS.sub(_POINT, content)
    if b"'" in content:
        content = _APOSTROPHES.sub(_APOSTROPHE, content)
    return content.translate(_FOLDED)


def _folded(byte: int) -> int:
    """A byte as tokens have it: a letter folded, a space for what cuts."""
    if bytes([byte]) in _JOINING:
        return ord(_JOINING[bytes([byte])])
    kept = byte >= len(_ASCII) or chr(byte).isalnum() or chr(byte) == "\n"
    return bytes([byte if kept else ord(" ")]).lower()[0]


_FOLDED: Final = bytes(map(_folded, range(256)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str | None:
    """A character beyond ASCII as tokens have it, or an ASCII one that does the same.

    Marks, joiners and letters that may be one with a neighbour are not sure.
    """
    category = unicodedata.category(character)
    if character == "\u2019":
        return "'"
    if character in _DROPPED:
        return ""
    if category[0] in "PSZ" or category in {"Cc", "Co", "Cs"}:
        return " "
    sure = category[0] in "LN" and unicodedata.is_normalized("NFC", character)
    return character.casefold() if sure and _LETTERS.match(character) else None


def swapped(text: str, swap: Swap) -> bytes | None:
    """The text in UTF-8 with each character beyond ASCII swapped; None where one is not sure."""
    if text.isascii():
        return text.encode()
    content = text.encode("utf-8", "surrogatepass")
    beyond = content.translate(None, _ASCII)
    if len(beyond) > MUCH:
        return _swapped_by_table(text, swap)
    changes = _changes(set(beyond.decode("utf-8", "surrogatepass")), swap)
    if not changes:
        return changes if changes is None else content
    if len(changes) > KINDS and len(text) > SHORT:
        return _swapped_by_table(text, swap)
    for change in changes.items():
        text = text.replace(*change)
    return text.encode()


def _changes(kinds: Iterable[str], swap: Swap) -> dict[str, str] | None:
    """What becomes of the characters that change; None where one is not sure."""
    changes: dict[str, str] = {}
    for character in kinds:
        new = swap(character)
        if new is None:
            return None
        if new != character:
            changes[character] = new
    return changes


def _swapped_by_table(text: str, swap: Swap) -> bytes | None:
    import numpy as np  # noqa: PLC0415  only long texts need it

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    seen = np.zeros(points.max() + 1, bool)
    seen[points] = True
    kinds = np.flatnonzero(seen)[np.count_nonzero(seen[: len(_ASCII)]) :].tolist()
    changes = _changes(map(chr, kinds), swap)
    if changes is None:
        return None
    table = np.arange(len(seen), dtype="<u4")
    longer = {old: new for old, new in changes.items() if len(new) != 1}
    for old in changes.keys() - longer.keys():
        table[ord(old)] = ord(changes[old])
    text = table[points].tobytes().decode("utf-32-le", "surrogatepass")
    for change in longer.items():
        text = text.replace(*change)
    return text.encode()
