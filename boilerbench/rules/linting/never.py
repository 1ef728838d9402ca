"""Rules that cannot fire: no such site, no such element, nothing that a saved page can have."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import html

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.shadowing import parts_of
from boilerbench.rules.linting.siting import covers
from boilerbench.rules.model import Rule, RuleFile, Token, XPath
from boilerbench.rules.scopes import SITE
from boilerbench.rules.steps import xpath

WHOLE: Final = frozenset({"html", "head", "body"})
_STRING: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME: Final = re.compile(r"(?P<before>::|[@/(\[|,]|^|\band\s|\bor\s)\s*(?P<name>[A-Za-z][\w-]*)")
_NO_ELEMENT: Final = re.compile(
    r"(?:^|/|::)\s*(?:@[\w:*-]+|attribute::[\w:*-]+|(?:text|comment|processing-instruction)\(\))"
    r"\s*(?:\[[^\]]*\]\s*)*$"
)
_PAGE: Final = html.document_fromstring("<html><body><p>A ferry.</p></body></html>")


def never(file: RuleFile) -> Iterator[Finding]:
    """Rules that nothing can make fire, each with the reason."""
    for at, rule in enumerate(file.rules):
        if rule.on:
            yield from _sites(at, rule)
            yield from _selectors(at, rule)
            if isinstance(rule.what, XPath):
                yield from _xpath(at, rule.what.expression)
            if isinstance(rule.what, Token):
                yield from _token(at, rule.what)


def _sites(at: int, rule: Rule) -> Iterator[Finding]:
    for site in rule.sites:
        host = site.lstrip("~.=")
        if not SITE.fullmatch(site) or ("." not in host and host != "localhost"):
            told = f"{site!r} is no host: no page is on it"
            yield Finding("N01", told, "write the host alone, as example.com", at)
            return
    wanted = [site for site in rule.sites if not site.startswith("~")]
    for left_out in (site[1:] for site in rule.sites if site.startswith("~")):
        if wanted and all(covers((left_out,), (site,)) for site in wanted):
            told = f"~{left_out} leaves out all that it is for"
            yield Finding("N02", told, f"remove ~{left_out}, or the rule", at)


def _selectors(at: int, rule: Rule) -> Iterator[Finding]:
    for part in parts_of(rule):
        if part.states:
            told = f":{part.states[0]} is what a reader does: no saved page has it"
            yield Finding("N03", told, f"remove :{part.states[0]}", at)
        if part.chain and part.chain[0].tag in WHOLE and not rule.keep:
            told = f"{part.text!r} finds <{part.chain[0].tag}>, which is never taken away"
            yield Finding("N06", told, "ask for an element in the body", at)


def finds_no_element(expression: str) -> bool:
    """Whether an alternative of an XPath ends at text or at an attribute."""
    bare = _STRING.sub("''", expression)
    return any(_NO_ELEMENT.search(one.strip()) for one in bare.split("|"))


def _xpath(at: int, expression: str) -> Iterator[Finding]:
    bare = _STRING.sub("''", expression)
    for found in _NAME.finditer(bare):
        name = found["name"]
        called = bare[found.end() :].lstrip().startswith(("(", "::", ":"))
        if name != name.lower() and not called:
            told = f"{name!r} has capitals: names of tags and attributes are in lower case in HTML"
            yield Finding("N04", told, f"write {name.lower()!r}", at)
            break
    if finds_no_element(expression):
        told = "it ends at text or at an attribute: only elements are taken away"
        remedy = "ask in brackets for the element that has it, as //p[text()] or //div[@id]"
        yield Finding("N05", told, remedy, at)
        return
    try:
        xpath(expression)([_PAGE])
    except ValueError as error:
        yield Finding("N05", str(error), "write a path to elements", at)


def _token(at: int, what: Token) -> Iterator[Finding]:
    if what.token[:1] in {".", "#"} and what.match == "whole":
        told = f"{what.token!r} begins with a sign of CSS, and no class or id does"
        yield Finding("N07", told, f"write {what.token[1:]!r}, or css = {what.token!r}", at)
    elif any(map(str.isspace, what.token)) and what.match == "whole":
        told = f"{what.token!r} has white space, and no class has"
        yield Finding("N07", told, 'ask for one class, or write css = ".one.other"', at)
