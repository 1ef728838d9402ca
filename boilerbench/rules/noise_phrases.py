"""The noise phrases that ship: wordings that are noise wherever they stand, by kind.

`phrases/` has a file for each language: of a kind the `lines` that are noise where they stand
alone, and the `phrases` that are noise inside a line too. Case, kind of white space, quotation
marks and dashes do not matter.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.rules.model import Lines, Phrase, Rule

_FOLDER: Final = Path(__file__).parent / "phrases"
_ALIKE: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")
    | {"\u2026": "...", "\u200b": " ", "\u2060": " ", "\ufeff": " "}
)


class _OfKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wordings of one kind in one language."""

    lines: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


def phrase_languages() -> tuple[str, ...]:
    """The languages that have phrases, by code."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def noise_phrases(language: str | None = None) -> tuple[Rule, ...]:
    """The phrases of a language, or of all, as rules of text; each wording once."""
    rules: dict[object, Rule] = {}
    for one in phrase_languages() if language is None else (language,):
        content = tomllib.loads((_FOLDER / f"{one}.toml").read_text("utf-8"))
        for kind, said in msgspec.convert(content, dict[NoiseKind, _OfKind]).items():
            matchers: list[Lines | Phrase] = [
                *(Lines((line,), loose=True) for line in said.lines),
                *(Phrase(phrase, loose=True) for phrase in said.phrases),
            ]
            for what in matchers:
                rules.setdefault(what, Rule(what, kind, note=one))
    return tuple(rules.values())


def phrase_hits(text: str) -> Iterator[tuple[NoiseKind, str]]:
    """The kind and the line of each place where one stands; a line counts once for a kind."""
    lines, phrases = _known()
    for line in text.splitlines():
        plain = _plain(line)
        kinds = [lines[plain]] if plain in lines else []
        kinds += [kind for one, kind in phrases.items() if one in plain and _is_in(one, plain)]
        for kind in dict.fromkeys(kinds):
            yield kind, line.strip()


@cache
def _known() -> tuple[dict[str, NoiseKind], dict[str, NoiseKind]]:
    """Whole lines and phrases as they are looked for; of two kinds the first file's counts."""
    lines: dict[str, NoiseKind] = {}
    phrases: dict[str, NoiseKind] = {}
    for rule in noise_phrases():
        match rule.what:
            case Lines((line,)):
                lines.setdefault(_plain(line), rule.kind)
            case Phrase(phrase):
                phrases.setdefault(_plain(phrase), rule.kind)
    return lines, phrases


def _plain(line: str) -> str:
    """A line without what does not matter."""
    return " ".join(line.translate(_ALIKE).casefold().split())


def _is_in(phrase: str, line: str) -> bool:
    """Whether a phrase that is part of a line begins and ends there as words do."""
    start, end = (r"\b" if _parts_words(sign) else "" for sign in (phrase[0], phrase[-1]))
    return re.search(f"{start}{re.escape(phrase)}{end}", line) is not None


def _parts_words(sign: str) -> bool:
    """Whether a letter is of a script that has capitals, which all put spaces between words."""
    return sign.lower() != sign.upper()
