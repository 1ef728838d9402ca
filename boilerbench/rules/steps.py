"""The steps of a selector: from some elements to others, by CSS, XPath, text or upwards."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import cssselect
import cssselect.parser as css
import regex
from cssselect.xpath import ExpressionError
from lxml import etree
from lxml.html import HtmlElement

from boilerbench.rules.splitting import REGEX, parts
from boilerbench.trees import texts_of

SECONDS: Final = 1.0
"""How long a regular expression may look at one element's text."""

Elements: TypeAlias = list[HtmlElement]
Step: TypeAlias = Callable[[Elements], Elements]

_EXSLT: Final = {"re": "http://exslt.org/regular-expressions"}
_FLAGS: Final = {"i": regex.IGNORECASE, "s": regex.DOTALL, "m": regex.MULTILINE, "u": 0, "g": 0}
_LISTED_NOT: Final = re.compile(r":not\(")
_TRANSLATOR: Final = cssselect.HTMLTranslator()


def parsed(text: str) -> css.Selector:
    """One CSS selector as cssselect reads it; ValueError with the parser's words."""
    try:
        (found,) = cssselect.parse(_chained_not(text))
    except cssselect.SelectorError as error:
        raise ValueError(f"{text.strip()!r} is no CSS selector: {error}") from error
    except ValueError as error:
        raise ValueError(f"{text.strip()!r} is no single CSS selector") from error
    if found.pseudo_element is not None:
        raise ValueError(f"{text.strip()!r} names a pseudo-element, which is no element of a page")
    return found


def _chained_not(text: str) -> str:
    """`:not(.a, .b)` as `:not(.a):not(.b)`, which is the same and all that cssselect reads."""
    done = ""
    while found := _LISTED_NOT.search(text):
        end = _closing(text, found.end() - 1)
        inner = parts(text[found.end() : end])
        done += text[: found.start()] + "".join(f":not({_chained_not(one)})" for one in inner)
        text = text[end + 1 :]
    return done + text


def _closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return place
    raise ValueError(f"the parenthesis at column {at + 1} is not closed")


def from_root(tree: css.Selector) -> Step:
    """What a selector finds at or below each element."""
    try:
        return xpath(_TRANSLATOR.selector_to_xpath(tree))
    except ExpressionError as error:
        raise ValueError(f"a part of it is not supported: {error}") from error


def xpath(expression: str) -> Step:
    """The elements an expression finds from each of those before it.

    ValueError for what is no XPath; the step raises it for what cannot be evaluated.
    """
    try:
        path = etree.XPath(expression, namespaces=_EXSLT, smart_strings=False)
    except etree.XPathSyntaxError as error:
        raise ValueError(f"{expression!r} is no XPath: {error}") from error

    def step(elements: Elements) -> Elements:
        found: Elements = []
        for element in elements:
            try:
                result = path(element)
            # EXSLT's functions raise what Python's re does, and TypeError.
            except (etree.XPathError, TypeError, re.error) as error:
                raise ValueError(f"{expression!r} cannot be evaluated: {error}") from error
            if not isinstance(result, list):
                kind = type(result).__name__
                raise ValueError(f"{expression!r} finds a {kind}, not elements")  # noqa: TRY004  what was written is wrong, not a type of ours
            found += [one for one in result if isinstance(one, HtmlElement)]
        return list(dict.fromkeys(found)) if len(elements) > 1 else found

    return step


def _has_text(argument: str) -> Step:
    holds = _holds(argument)
    return lambda elements: [one for one in elements if holds("".join(texts_of(one)))]


def _holds(argument: str) -> Callable[[str], bool]:
    if not argument:
        raise ValueError(":has-text() needs words, or a /regular expression/")
    if not (found := REGEX.fullmatch(argument)):
        return lambda text: argument in text
    if unknown := set(found["flags"]) - set(_FLAGS):
        raise ValueError(f"a regular expression has no flag {min(unknown)!r}")
    try:
        pattern = regex.compile(found["pattern"], sum(_FLAGS[flag] for flag in set(found["flags"])))
    except regex.error as error:
        raise ValueError(f"{found['pattern']!r} is no regular expression: {error}") from error
    return lambda text: pattern.search(text, timeout=SECONDS) is not None


def _upward(argument: str) -> Step:
    if argument.isdecimal():
        count = int(argument)
        if not 0 < count < 256:
            raise ValueError(f":upward() takes 1 to 255 steps, not {argument}")
        return xpath(f"ancestor::*[{count}]")
    fits = _condition(argument)
    return lambda elements: [
        around
        for one in elements
        for around in [next(filter(fits, one.iterancestors()), None)]
        if around is not None
    ]


def _condition(selector: str) -> Callable[[HtmlElement], bool]:
    """Whether an element is one that a selector finds."""
    found = [from_root(parsed(one)) for one in parts(selector)]

    def fits(element: HtmlElement) -> bool:
        root = element.getroottree().getroot()
        return any(element in step([root]) for step in found)

    return fits


OPERATORS: Final[dict[str, Callable[[str], Step]]] = {
    "has-text": _has_text,
    "upward": _upward,
    "xpath": xpath,
}
"""The procedural operators by name: from the argument to the step; ValueError for a bad one."""


def remainder(text: str) -> Iterator[Step]:
    """What stands behind an operator: more about its elements, or the way to others."""
    if not text:
        return
    if not text.strip():
        raise ValueError("it ends in white space, where a selector was expected")
    if text[0].isspace() or text[0] in ">+~":
        yield _relative(text)
    else:
        fits = _condition(text)
        yield lambda elements: list(filter(fits, elements))


def _relative(text: str) -> Step:
    axes = {">": "child::", "+": "following-sibling::*[1]/self::", "~": "following-sibling::"}
    sign = text.strip()[0]
    rest = text.strip()[1:] if sign in axes else text
    expression = _TRANSLATOR.selector_to_xpath(parsed(rest), prefix=axes.get(sign, "descendant::"))
    return xpath(expression)
