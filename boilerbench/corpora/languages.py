"""The language of a text, by a detector."""

import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final

import msgspec

from boilerbench.text import tokens

FEWEST = 8
"""Tokens below which the detector would only guess."""

LETTERS = 0.7
"""The part of a text's characters that are letters, below which it is a table, or no writing."""


_DETECTOR: Final = """
import json, sys
from py3langid import classify
json.dump([classify(text)[0] for text in json.load(sys.stdin)], sys.stdout)
"""


def detected_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or hardly letters.

    Also None for what the detector takes for a language that only ISO 639-2 knows: random letters
    are mostly Antillean Creole to it.
    """
    return detected_languages([text])[0]


def detected_languages(texts: Sequence[str]) -> list[str | None]:
    """The same of several texts, by a process that ends: its model takes 100 MB."""
    plain = [place for place, text in enumerate(texts) if _is_prose(text)]
    found: list[str | None] = [None] * len(texts)
    if plain:
        asked = msgspec.json.encode([texts[place] for place in plain])
        command = [sys.executable, "-P", "-c", _DETECTOR]
        told = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True).stdout
        for place, language in zip(plain, msgspec.json.decode(told, type=list[str]), strict=True):
            found[place] = language if len(language) == len("en") else None
    return found


def _is_prose(text: str) -> bool:
    return len(tokens(text)) >= FEWEST and _letters(text) >= LETTERS


def _letters(text: str) -> float:
    """The part of a text's visible characters that are letters or marks on letters."""
    seen = [unicodedata.category(letter)[0] for letter in text if not letter.isspace()]
    return sum(sort in "LM" for sort in seen) / len(seen)
