"""The fields of a rule and of a test in our own rule files, read from TOML's values."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from boilerbench.rules.model import (
    Css,
    Lines,
    Matcher,
    Phrase,
    Regex,
    Repeated,
    Rule,
    SiteTest,
    Token,
    XPath,
)
from boilerbench.rules.syntaxes.values import READ, FieldError, texts, words
from boilerbench.rules.syntaxes.wellformed import fault
from boilerbench.spelling import nearest, suggestion

MATCHERS: Final[Mapping[str, Callable[..., Matcher]]] = {
    "css": Css,
    "xpath": XPath,
    "token": Token,
    "lines": Lines,
    "phrase": Phrase,
    "regex": Regex,
    "repeated": Repeated,
}
"""What a rule looks for; it has exactly one of these fields."""

OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "match": ("token", "lines"),
    "loose": ("lines", "phrase"),
    "cut": ("phrase", "regex"),
    "keep": ("css", "xpath", "token"),
}
"""Fields that only mean something beside some of the matchers."""

COMMON: Final = ("kind", "sites", "note", "on", "exception")
"""Fields that every rule may have."""

_ALL: Final = (*MATCHERS, *OPTIONS, *COMMON)


def rule_of(table: Mapping[str, Any]) -> Rule:
    """The rule that a table `[[rule]]` says; FieldError where it says none."""
    name = _matcher(table)
    for key in table.keys() - {name, *COMMON}:
        if name not in OPTIONS[key]:
            beside = " or ".join(OPTIONS[key])
            raise FieldError(f"{key!r} means nothing beside {name!r}; it goes with {beside}.", key)
    read = {key: READ[key](key, value) for key, value in table.items()}
    if read.get("exception") and read.get("keep"):
        raise FieldError("an exception keeps nothing: leave out 'keep' or 'exception'.", "keep")
    shape = {key: read.pop(key) for key in ("match", "loose", "cut") if key in read}
    what = MATCHERS[name](read.pop(name), **shape)
    if wrong := fault(what):
        place = f" (at character {wrong.at + 1} of it)" if wrong.at else ""
        raise FieldError(f"{name!r} cannot be used: {wrong.why}{place}.", name)
    return Rule(what, **read)


def test_of(table: Mapping[str, Any]) -> SiteTest:
    """The test that a table `[[test]]` says; FieldError where it says none."""
    for key in table:
        if key not in ("url", "contains"):
            raise FieldError(
                f"a test has no field {key!r}; it has url and contains"
                f"{suggestion(key, ('url', 'contains'))}",
                key,
            )
    if "url" not in table:
        raise FieldError("a test needs the url of its page.")
    return SiteTest(
        words("url", table["url"]),
        texts("contains", table["contains"]) if "contains" in table else (),
    )


def _matcher(table: Mapping[str, Any]) -> str:
    for key in table:
        if key not in _ALL:
            near = nearest(key, _ALL)
            mend = f"did you mean {near!r}?" if near else f"it may have {', '.join(_ALL)}."
            raise FieldError(f"a rule has no field {key!r}; {mend}", key)
    named = [key for key in table if key in MATCHERS]
    if not named:
        raise FieldError(f"it says not what to look for; expected one of {', '.join(MATCHERS)}.")
    if len(named) > 1:
        raise FieldError(
            f"it looks for {named[0]!r} and {named[1]!r}; expected one of them: make two rules.",
            named[1],
        )
    return named[0]
