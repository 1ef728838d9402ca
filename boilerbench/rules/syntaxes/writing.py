"""What a syntax says of rules, what it leaves out, and CSS words and strings for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from boilerbench.rules.model import Matcher, Rule
from boilerbench.rules.syntaxes.linewise import Read

_NO_NAME: Final = re.compile(r"[^\w\x80-\U0010ffff-]|^[\d-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in some syntax, and a sentence for each rule or test that it cannot say."""

    text: str
    left_out: tuple[str, ...] = ()


def reads_back(rule: Rule, line: str, what: Matcher, read: Callable[[str], Read]) -> str | None:
    """Why a line would not be read as this rule with this matcher; None where it is."""
    wanted = Rule(what, sites=rule.sites, exception=rule.exception, keep=rule.keep)
    broken = len(line.splitlines()) > 1 or line != line.strip()
    if not broken and read(line) == wanted:
        return None
    return "a line of this syntax cannot hold it, or would be read otherwise"


def identifier(name: str) -> str:
    """A class or id as a CSS identifier."""
    return _NO_NAME.sub(_escaped, name)


def string(text: str) -> str:
    """A text as a CSS string."""
    return '"' + re.sub(r'["\\\n\r\f]', _escaped, text) + '"'


def _escaped(one: re.Match[str]) -> str:
    # Six digits need no space behind them, which a line's end would lose.
    return f"\\{ord(one[0]):06x}"
