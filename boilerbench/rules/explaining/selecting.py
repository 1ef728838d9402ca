"""A rule of pages in other forms: each changed in one respect, with what that change says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.rules.explaining.edits import edits_of, renamed
from boilerbench.rules.explaining.nearnames import near_names
from boilerbench.rules.explaining.shapes import Reason
from boilerbench.rules.model import Css, DomMatcher, Token, XPath
from boilerbench.rules.splitting import REGEX, operators, parts
from boilerbench.rules.steps import parsed

_LITERAL: Final = re.compile(r"""(["'])(.*?)\1""")
_EQUAL_CLASS: Final = re.compile(r"""@class\s*=\s*(["'])(.*?)\1""")


@dataclass(frozen=True)
class Formed:
    """A matcher in another form, how far that is from it, and what the change says of the page.

    `words` are those of a `:has-text()` that was left out.
    """

    what: DomMatcher
    distance: int
    reason: Reason
    told: str
    words: str = ""


def forms_of(what: DomMatcher, names: Sequence[str]) -> list[Formed]:
    """The other forms of a matcher, the nearest first.

    `names` are the classes and ids that may stand for its own.
    """
    match what:
        case Token():
            found = _of_token(what, names)
        case Css(selector):
            found = (form for one in _alternatives(selector) for form in _of_selector(one, names))
        case XPath(expression):
            found = _of_xpath(expression, names)
    return sorted(found, key=lambda form: form.distance)


def _alternatives(selector: str) -> list[str]:
    try:
        return parts(selector)
    except ValueError:
        return []


def _of_token(what: Token, names: Sequence[str]) -> Iterator[Formed]:
    inside = [name for name in names if what.token in name]
    if what.match == "whole" and inside:
        told = f'{what.token} is only a part of {inside[0]}; match = "inside" finds it'
        yield Formed(Token(what.token, "inside"), 2, "name", told)
    wanted = names if what.match == "whole" else [_like(what.token, name) for name in names]
    for distance, name, why in near_names(what.token, wanted):
        reason: Reason = "case" if distance == 1 else "name"
        yield Formed(Token(name, what.match), distance, reason, renamed(what.token, name, why))


def _like(token: str, name: str) -> str:
    """The part of a name that is a token but for its case; the name where none is."""
    at = name.lower().find(token.lower())
    return name if at < 0 else name[at : at + len(token)]


def _of_selector(text: str, names: Sequence[str]) -> Iterator[Formed]:
    found = list(operators(text))
    first = text[: found[0][0]] if found else text
    if first.strip():
        for edit in edits_of(parsed(first), names):
            changed = edit.text + text[len(first) :]
            yield Formed(Css(changed), edit.distance, edit.reason, edit.told)
    for start, name, argument, end in found:
        rest = (text[:start] + text[end:]).strip()
        if not rest:
            continue
        if name == "has-text":
            told = f"its wording has not {argument.strip()!r}"
            yield Formed(Css(rest), 2, "wording", told, argument.strip())
        else:
            told = f":{name}({argument}) leads away from it"
            yield Formed(Css(rest), 3, "around", told)


def _of_xpath(expression: str, names: Sequence[str]) -> Iterator[Formed]:
    for found in _EQUAL_CLASS.finditer(expression):
        changed = (
            f"contains(concat(' ', normalize-space(@class), ' '), {found[1]} {found[2]} {found[1]})"
        )
        told = f"{found[0]} is for elements with no other class"
        text = expression[: found.start()] + changed + expression[found.end() :]
        yield Formed(XPath(text), 2, "condition", told)
    for found in _LITERAL.finditer(expression):
        for distance, name, why in near_names(found[2], names):
            reason: Reason = "case" if distance == 1 else "name"
            text = expression[: found.start(2)] + name + expression[found.end(2) :]
            yield Formed(XPath(text), distance, reason, renamed(found[2], name, why))
    for start, end in _predicates(expression):
        told = f"{expression[start:end]} is not true of it"
        yield Formed(XPath(expression[:start] + expression[end:]), 3, "condition", told)
    for found in re.finditer(r"(?<=[\w\])*])/(?=[\w*])", expression):
        text = f"{expression[: found.start()]}//{expression[found.end() :]}"
        told = f"it is in {expression[: found.start()]}, but not directly"
        yield Formed(XPath(text), 3, "around", told)


def _predicates(expression: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of brackets that stand in no string."""
    depth = start = 0
    quote = ""
    for at, sign in enumerate(expression):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "[":
            start, depth = (at, 1) if not depth else (start, depth + 1)
        elif sign == "]" and depth:
            depth -= 1
            if not depth:
                yield start, at + 1


def pattern_of(words: str) -> str | None:
    """The regular expression in the argument of `:has-text()`, if it is one."""
    found = REGEX.fullmatch(words)
    return found["pattern"] if found else None
