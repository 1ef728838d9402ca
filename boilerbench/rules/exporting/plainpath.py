"""Rules of pages as XPath 1.0 without namespaces, which any library on libxml2 evaluates."""

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import cssselect
import cssselect.parser as css

from boilerbench.rules.linting.never import finds_no_element
from boilerbench.rules.model import Css, DomMatcher, Token, XPath
from boilerbench.rules.splitting import REGEX, operators, parts
from boilerbench.rules.steps import parsed


@dataclass(frozen=True, slots=True)
class Path:
    """A step to elements, in XPath; relative to those before it, or from the root on."""

    expression: str


@dataclass(frozen=True, slots=True)
class Words:
    """A step that keeps elements whose text holds a literal, or where `flags` is not None, matches.

    The text is without that of scripts, styles and templates.
    """

    text: str
    flags: str | None = None


Step: TypeAlias = Path | Words

_TRANSLATOR: Final = cssselect.HTMLTranslator()
_AXES: Final = {">": "child::", "+": "following-sibling::*[1]/self::", "~": "following-sibling::"}
_LITERAL: Final = re.compile(r"(?:[^\\.^$*+?()\[\]{}|]|\\[^\w\s])+")
_GUARD: Final = "[not(self::html or self::head or self::body)]"


def plain_path(what: DomMatcher) -> str:
    """One expression for all that a matcher finds but html, head and body, which never go.

    ValueError with the reason where XPath 1.0 alone cannot say it. Words of `:has-text()` are
    looked for in scripts too: XPath has no text without them.
    """
    found = [_joined(steps) for steps in steps_of(what)]
    return f"({' | '.join(found)}){_GUARD}"


def looks_into_scripts(what: DomMatcher) -> bool:
    """Whether the expression of a matcher may find more than the rule, because of scripts."""
    return any(isinstance(one, Words) for steps in steps_of(what) for one in steps)


def steps_of(what: DomMatcher) -> list[list[Step]]:
    """The alternatives of a matcher as steps, of which each stands on those before it."""
    match what:
        case Token(token, "whole"):
            named = f"contains(concat(' ', normalize-space(@class), ' '), {literal(f' {token} ')})"
            return [[Path(f"//*[{named} or @id = {literal(token)}]")]]
        case Token(token):
            held = literal(token)
            return [[Path(f"//*[contains(@class, {held}) or contains(@id, {held})]")]]
        case XPath(expression):
            return [[Path(_without_functions(expression))]]
        case Css(selector):
            return [list(_steps(one)) for one in parts(selector)]


def needs_regex(expression: str) -> bool:
    """Whether an XPath calls EXSLT's regular expressions, which few programs have."""
    return bool(re.search(r"\bre:\w+\(", re.sub(r"\"[^\"]*\"|'[^']*'", "''", expression)))


def _without_functions(expression: str) -> str:
    if finds_no_element(expression):
        raise ValueError("it finds text or values, which other programs cannot take away")
    if needs_regex(expression):
        raise ValueError("it needs regular expressions, which XPath 1.0 does not have")
    return expression.strip()


def _steps(text: str) -> Iterator[Step]:
    found = list(operators(text))
    first = text[: found[0][0]] if found else text
    yield Path(_translated(first, "//") if first.strip() else "//*")
    ends = [*(start for start, *_ in found[1:]), len(text)][: len(found)]
    for (_, name, argument, after), end in zip(found, ends, strict=True):
        yield _operator(name, argument.strip())
        if rest := text[after:end]:
            yield Path(_relative(rest))


def _operator(name: str, argument: str) -> Step:
    if name == "has-text":
        found = REGEX.fullmatch(argument)
        return Words(found["pattern"], found["flags"]) if found else Words(argument)
    if name == "upward" and argument.isdecimal():
        return Path(f"ancestor::*[{argument}]")
    if name == "upward":
        return Path(f"{_one_element(argument, 'ancestor::')}[1]")
    expression = _without_functions(argument)
    if "|" in expression or expression.startswith(("/", "(")):
        raise ValueError(f":xpath({argument}) is no step from the elements before it")
    return Path(expression)


def _relative(text: str) -> str:
    if not (text[0].isspace() or text[0] in _AXES):
        return _one_element(text, "self::")
    sign = text.strip()[0]
    rest = text.strip()[1:] if sign in _AXES else text
    return _translated(rest, _AXES.get(sign, "descendant::"))


def _one_element(selector: str, axis: str) -> str:
    alone = len(parts(selector)) == 1
    tree: Any = parsed(selector).parsed_tree if alone else None
    if tree is None or isinstance(tree, css.CombinedSelector):
        raise ValueError(f"{selector!r} is more than one element, which a step cannot ask for")
    return _translated(selector, axis)


def _translated(selector: str, prefix: str) -> str:
    return _TRANSLATOR.selector_to_xpath(parsed(selector), prefix=prefix)


def _joined(steps: Sequence[Step]) -> str:
    path = ""
    for one in steps:
        if isinstance(one, Words):
            path += f"[{_holding(one)}]"
        elif one.expression.startswith(("/", "(")) or not path:
            path = one.expression if not path else f"{path}/{one.expression}"
        else:
            path += f"/{one.expression}"
    return path


def _holding(words: Words) -> str:
    """A condition on an element's text; ValueError where that takes a regular expression."""
    if words.flags is None:
        return f"contains(., {literal(words.text)})"
    if not _LITERAL.fullmatch(words.text) or set(words.flags) - set("igu"):
        raise ValueError(f"/{words.text}/ takes a regular expression, which XPath 1.0 has not")
    text = re.sub(r"\\(.)", r"\1", words.text)
    if "i" not in words.flags:
        return f"contains(., {literal(text)})"
    lower = text.lower()
    letters = sorted(set(lower) | set(string.ascii_lowercase))
    pairs = [(one.upper(), one) for one in letters if len(one.upper()) == 1 and one.upper() != one]
    upper, small = ("".join(side) for side in zip(*pairs, strict=True))
    return f"contains(translate(., {literal(upper)}, {literal(small)}), {literal(lower)})"


def literal(text: str) -> str:
    """A text as a string of XPath, which has no escapes: with both quotes in it, put together."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ', "\'", '.join(f"'{one}'" for one in text.split("'"))
    return f"concat({pieces})"
