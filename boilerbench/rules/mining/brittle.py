"""Selectors that will not outlive the next build of a site, and why."""

import re
from typing import Final

_POSITION: Final = re.compile(
    r":(?:nth|first|last|only)-(?:last-)?(?:child|of-type)|:eq\(|position\(\)|last\(\)|\[\d+\]"
)
_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{5,}")
_LETTERS: Final = 3
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
_GENERATED: Final = re.compile(
    r"(?:^|.*?[-_])(?:css|sc|jss|jsx|emotion|svelte|astro|makeStyles(?:-\w+?)?)-(?P<tail>[A-Za-z0-9]+)"
    r"(?:-.*)?"
)
_MODULE: Final = re.compile(r".+?(?:__[A-Za-z0-9-]+)?(?:___?|--)(?P<tail>[A-Za-z0-9+-]{5,12})")
_EMOTION: Final = re.compile(r"css-(?P<tail>[a-z]{5,8})(?:-.*)?")
_ONSETS: Final = re.compile(
    "[bcfgkp][lr]|[dw]r|tr|[cgkprstw]h|[gks]n|s[cklmptqw]|p[sfl]|qu|[dt]w|s[cp][hlr]|shr|s[pt]r|thr|squ?"
)
"""Consonants that words begin with, where there are several."""

_UNSPOKEN: Final = re.compile(
    r"[^aeiouy]{5}|q(?!u)|[jvxz][^aeiouyvxz]|^[^aeiouy]*$|[jqvx]$|[^aeiouys][jqvx]"
)
_PRIVATE: Final = re.compile(r"_\d[A-Za-z0-9_-]{4,}")
_HEX: Final = re.compile(r"[0-9a-f]{6,}", re.IGNORECASE)


def is_brittle(selector: str) -> str | None:
    """Why a selector, an XPath or a single id or class is brittle; None where it is not.

    By position: the third of its siblings. By a name that a build tool made: `css-1x2y3z`,
    `sc-bdVaJa`, `Button__root--2aBcD`. By a number of five digits or more, or a UUID: of one
    page or one item.
    """
    if _POSITION.search(selector):
        return "counts positions"
    if _UUID.search(selector):
        return "has a UUID in it"
    if _NUMBER.search(selector):
        return "has a long number in it"
    hashed = next((name for name in _NAME.findall(selector) if _is_hashed(name)), None)
    return hashed and f"{hashed} is a name that a build tool made"


def is_short(name: str) -> bool:
    """Whether a class or id has too few letters to mean the same on another site: `ad`, `p-6`."""
    return sum(map(str.isalpha, name)) < _LETTERS


def _is_hashed(name: str) -> bool:
    generated, module = _GENERATED.fullmatch(name), _MODULE.fullmatch(name)
    if generated and (_is_random(generated["tail"], least=3) or _has_number(generated["tail"])):
        return True
    emotion = _EMOTION.fullmatch(name)
    if emotion and _is_unspoken(emotion["tail"]):
        return True
    if module and _is_random(module["tail"].rpartition("-")[2], least=5):
        return True
    parts = re.split(r"[-_]", name)
    if _PRIVATE.fullmatch(name) or any(_is_scrambled(part) for part in parts):
        return True
    tail = parts[-1]
    return bool(_HEX.fullmatch(tail)) and _mixes(tail) and sum(map(str.isdigit, tail)) > 1


def _is_unspoken(tail: str) -> bool:
    """Whether letters stand together that no word has so: `tsmeojy`, `agckctq`."""
    onset = re.match("[^aeiouy]*", tail)
    start = onset[0] if onset else ""
    return bool(_UNSPOKEN.search(tail)) or (len(start) > 1 and not _ONSETS.fullmatch(start))


def _has_number(tail: str) -> bool:
    """Whether what stands behind a tool's name is its number, or has one: `12`, `abc123`."""
    return tail.isdigit() or (len(tail) > 5 and any(map(str.isdigit, tail)))


def _is_random(tail: str, least: int) -> bool:
    """Whether letters and digits stand in no order that a person would write."""
    return len(tail) >= least and (_mixes(tail) or _changes_case(tail))


def _mixes(tail: str) -> bool:
    """Whether a digit stands before a letter: `h2` and `col12` are names, `1x2y` is none."""
    return bool(re.search(r"\d+[A-Za-z]", tail)) and bool(re.search(r"[A-Za-z]", tail))


def _changes_case(tail: str) -> bool:
    """Whether capitals stand as no word has them: `bdVaJa`, `IJkQx`, not `subTitle`."""
    humps = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", tail)
    return len(humps) > 1 and len(tail) / len(humps) < 3 and not tail.isupper()


def _is_scrambled(part: str) -> bool:
    """Whether letters and digits take turns as in no word: `Off5dpXq`, but not `mp4player`."""
    turns = len(re.findall(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)", part))
    mixed = part != part.lower() and part != part.upper() and not part.istitle()
    return turns > 2 or (turns > 1 and mixed and _changes_case(part))
