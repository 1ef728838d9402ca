"""Rules of pages that find too much: text inside names, innocent names, bare tags."""

import re
from collections.abc import Iterator
from typing import Final

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.innocent import INNOCENT
from boilerbench.rules.linting.shadowing import parts_of
from boilerbench.rules.linting.traits import Part
from boilerbench.rules.model import Css, Rule, RuleFile, Token, XPath

NOISY_TAGS: Final = frozenset(
    {"aside", "button", "dialog", "footer", "form", "iframe", "menu", "nav", "noscript", "select"}
    | {"audio", "canvas", "input", "label", "legend", "object", "option", "svg", "textarea"}
)
"""Tags that hold no article: a selector may be one of them and nothing else."""

_SHORT: Final = 4
"""Letters that a text inside names needs at least, however innocent it looks."""

_BARE_PATH: Final = re.compile(r"[./]*(?:[\w*:-]+/+)*(?P<last>[\w*]+)")
_CONTAINS: Final = re.compile(
    r"(?:contains|starts-with)\(\s*@(?:class|id)\s*,\s*(?:\"([^\"]*)\"|'([^']*)')\s*\)"
)
_SHOWN: Final = 3


def too_broad(file: RuleFile) -> Iterator[Finding]:
    """Rules of pages that would find parts of articles on many sites."""
    for at, rule in enumerate(file.rules):
        if rule.on and not rule.exception and not rule.keep and rule.of_page:
            yield from _substrings(at, rule)
            if not any(site for site in rule.sites if not site.startswith("~")):
                yield from _names(at, rule)
            yield from _bare(at, rule)


def _substrings(at: int, rule: Rule) -> Iterator[Finding]:
    for text in sorted(set(_inside(rule))):
        holding = sorted(
            (name for name in INNOCENT if text in name), key=lambda one: (len(one), one)
        )
        # A rule of some sites only may know their names; two letters stand in any.
        if rule.sites and len(text) >= _SHORT:
            continue
        if holding:
            names = ", ".join(holding[:_SHOWN])
            more = f" and {len(holding) - _SHOWN} others" if len(holding) > _SHOWN else ""
            told = f"{text!r} stands inside innocent names: {names}{more}"
        elif len(text) < _SHORT:
            told = f"{text!r} is so short that it stands inside other names too"
        else:
            continue
        yield Finding("W01", told, _whole(rule, text), at)


def _whole(rule: Rule, text: str) -> str:
    instead = 'leave out match = "inside"' if isinstance(rule.what, Token) else f"ask for .{text}"
    return f"{instead}, or name the longer tokens that are meant"


def _inside(rule: Rule) -> Iterator[str]:
    """What a rule is content to find inside a class or id."""
    match rule.what:
        case Token(token, "inside"):
            yield token
        case Css():
            for part in parts_of(rule):
                yield from part.substrings
        case XPath(expression) if " and " not in expression:
            for found in _CONTAINS.finditer(expression):
                yield found[1] or found[2] or ""


def _names(at: int, rule: Rule) -> Iterator[Finding]:
    for part in parts_of(rule):
        one = part.chain[0] if part.simple else None
        names = () if one is None else (*one.classes, *([one.ident] if one.ident else []))
        if len(names) == 1 and names[0] in INNOCENT:
            told = f"{names[0]!r} is a name that article text stands under on other sites"
            remedy = "name the sites it is for, or ask for a second class"
            yield Finding("W02", told, remedy, at)
            return


def _bare(at: int, rule: Rule) -> Iterator[Finding]:
    told = None
    if isinstance(rule.what, XPath):
        found = _BARE_PATH.fullmatch(rule.what.expression.strip())
        if found and found["last"] not in NOISY_TAGS | {"body", "html", "head"}:
            told = f"{rule.what.expression!r} finds every <{found['last']}>"
    else:
        told = next(filter(None, map(_told_bare, parts_of(rule))), None)
    if told is not None:
        yield Finding("W03", told, "ask for a class, an id, an attribute or words as well", at)


def _told_bare(part: Part) -> str | None:
    if part.narrowed or part.operators or not part.chain or part.states:
        return None
    tags = {one.tag for one in part.chain}
    if tags & NOISY_TAGS or part.chain[0].tag in {"body", "html", "head"}:
        return None
    return f"{part.text!r} asks for no class, id or attribute"
