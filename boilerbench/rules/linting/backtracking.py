"""Rules whose regular expressions can take too long on a text."""

from collections.abc import Iterator
from typing import Final

import regex

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.growth import expressions, signs, tried
from boilerbench.rules.model import Css, Regex, Rule, RuleFile, XPath
from boilerbench.rules.splitting import REGEX, operators, parts
from boilerbench.rules.steps import SECONDS

_REMEDY: Final = (
    "make the parts exclude each other, let them give nothing back (*+, ++), or write the words"
)


def backtracking(file: RuleFile) -> Iterator[Finding]:
    """Expressions that did take too long when tried, and those that look as if they could."""
    for at, rule in enumerate(file.rules):
        if rule.on and not rule.exception:
            yield from _of_rule(at, rule)


def _of_rule(at: int, rule: Rule) -> Iterator[Finding]:
    for pattern, flags, ours in _patterns(rule):
        slow = tried(pattern, flags) if ours else None
        if slow:
            told = f"{pattern!r} took {slow}"
            yield Finding("R02", told, _REMEDY, at)
        elif sign := signs(pattern):
            who = (
                f"it is cut off after {SECONDS:g} s"
                if ours
                else "XPath's engine cannot be interrupted"
            )
            yield Finding("R01", f"{pattern!r} has {sign}; {who}", _REMEDY, at)


def _patterns(rule: Rule) -> Iterator[tuple[str, int, bool]]:
    """The patterns of a rule, their flags, and whether our engine looks for them."""
    match rule.what:
        case Regex(pattern):
            yield pattern, regex.MULTILINE, True
        case XPath(expression):
            for pattern in expressions(expression):
                yield pattern, 0, False
        case Css(selector):
            for part in parts(selector):
                for _, name, argument, _ in operators(part):
                    found = REGEX.fullmatch(argument.strip())
                    if name == "has-text" and found:
                        flags = regex.IGNORECASE if "i" in found["flags"] else 0
                        yield found["pattern"], flags, True
                    elif name == "xpath":
                        yield from ((one, 0, False) for one in expressions(argument))
