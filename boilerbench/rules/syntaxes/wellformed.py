"""Whether what a rule looks for can be compiled, and where it cannot."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree, html

from boilerbench.rules.model import Css, DomMatcher, Lines, Matcher, Phrase, Regex, Token, XPath
from boilerbench.rules.patterns import compiled_text
from boilerbench.rules.selectors import Search, compiled

_COLUMN: Final = re.compile(r" at column (\d+)")
_CONDITIONS: Final = 8  # each in another takes as many times longer as there are elements
_AT: Final = re.compile(r" at (\d+)>?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as a phrase, and at which character (from 0) of what was written."""

    why: str
    at: int = 0


def fault(what: Matcher) -> Fault | None:
    """Why a selector, expression or pattern cannot be used; None where it can."""
    try:
        match what:
            case Css() | XPath() | Token():
                _try(what)
            case Lines() | Phrase() | Regex():
                compiled_text(what)
    except ValueError as error:
        said = str(error)
        if found := _COLUMN.search(said):
            return Fault(said.replace(found[0], "", 1), int(found[1]) - 1)
        return Fault(said, _place(what, error.__cause__))
    except (RecursionError, OverflowError, MemoryError):
        return Fault("it is nested too deep, or too large")
    return None


def _try(what: DomMatcher) -> None:
    """Compile it, and let an expression run once: only then unknown functions are noticed."""
    found = compiled(what)
    if not isinstance(what, XPath) or not _is_quick(what.expression):
        return
    page = html.document_fromstring("<p>a</p>")
    for one in found:
        if isinstance(one, Search):
            one.elements(page)


def _is_quick(expression: str) -> bool:
    """Whether it cannot take long on three elements, however it was meant by who wrote it."""
    return "re:" not in expression and expression.count("[") <= _CONDITIONS


def _place(what: Matcher, cause: BaseException | None) -> int:
    if isinstance(cause, etree.XPathSyntaxError) and isinstance(what, XPath):
        last = cause.error_log.last_error
        return min(last.column, len(what.expression)) if last else 0
    # Of a selector in parts, the place is one in the part.
    if isinstance(what, Css) and "," not in what.selector and ":" not in what.selector:
        found = _AT.search(str(cause))
        return int(found[1]) if found else 0
    return 0
