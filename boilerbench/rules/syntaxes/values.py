"""The values that fields of a rule may have in our own files."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, get_args

from boilerbench.errors import RuleError
from boilerbench.records import NOISE_KINDS
from boilerbench.rules.model import Cut, Match
from boilerbench.rules.scopes import SITE
from boilerbench.spelling import suggestion


class FieldError(RuleError):
    """What is wrong with a table, as a sentence; `field` is where, if one field is at fault."""

    def __init__(self, said: str, field: str | None = None) -> None:
        super().__init__(said)
        self.field = field


def words(key: str, value: object) -> str:
    """A string that says something; FieldError otherwise, as by all of these."""
    if not isinstance(value, str):
        raise FieldError(f"{key!r} is {_kind(value)}; expected a string.", key)
    if not value.strip():
        raise FieldError(f"{key!r} is empty; expected text, or no such field.", key)
    return value


def texts(key: str, value: object) -> tuple[str, ...]:
    """A list of such strings, and not an empty one."""
    if not isinstance(value, list):
        raise FieldError(f'{key!r} is {_kind(value)}; expected a list of strings: ["…"].', key)
    if not value:
        raise FieldError(f"{key!r} is an empty list; expected strings, or no such field.", key)
    return tuple(words(key, one) for one in value)


def lines(key: str, value: object) -> tuple[str, ...]:
    """Lines, which have no line breaks in them."""
    lines = texts(key, value)
    for line in lines:
        if len(line.splitlines()) > 1:
            raise FieldError(f"{line!r} goes over lines; expected a string for each line.", key)
    return lines


def token(key: str, value: object) -> str:
    """A class or an id."""
    token = words(key, value)
    if len(token.split()) > 1 or token != token.strip():
        raise FieldError(f"{token!r} is no class or id: these have no white space.", key)
    return token


def sites(key: str, value: object) -> tuple[str, ...]:
    """Sites, as `rules.scopes` reads them."""
    sites = texts(key, value)
    for site in sites:
        if not SITE.fullmatch(site):
            raise FieldError(
                f"{site!r} is no site; expected a host such as example.com, .example.com (only "
                f"those below it), =example.com (only itself), example.* or ~example.com.",
                key,
            )
    return sites


def pages(key: str, value: object) -> int:
    """How many pages have a line that is repeated."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise FieldError(f"{key!r} is {_kind(value)}; expected a number of pages.", key)
    if not 2 <= value < 2**31:
        raise FieldError(f"{key!r} is {value}; expected at least 2 pages.", key)
    return value


def switch(key: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise FieldError(f"{key!r} is {_kind(value)}; expected true or false.", key)
    return value


def one_of(known: Collection[str]) -> Callable[[str, object], str]:
    """What reads one word of several."""

    def read(key: str, value: object) -> str:
        word = words(key, value)
        if word not in known:
            listed = ", ".join(known)
            raise FieldError(
                f"{key!r} is {word!r}; expected one of {listed}{suggestion(word, known)}", key
            )
        return word

    return read


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string"}
    return {**names, list: "a list", dict: "a table"}.get(type(value), "a date or time")


READ: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "css": words,
    "xpath": words,
    "token": token,
    "lines": lines,
    "phrase": words,
    "regex": words,
    "repeated": pages,
    "match": one_of(get_args(Match)),
    "loose": switch,
    "cut": one_of(get_args(Cut)),
    "keep": switch,
    "kind": one_of(NOISE_KINDS),
    "sites": sites,
    "note": words,
    "on": switch,
    "exception": switch,
}
"""What reads the value of each field of a rule."""
