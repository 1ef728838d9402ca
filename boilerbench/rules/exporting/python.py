"""Rules as a Python module that needs lxml alone: it prunes pages and cleans texts as we do."""

import inspect
import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from boilerbench import trees
from boilerbench.rules.cleaning import _rest_of, _tidy, joined, without
from boilerbench.rules.exporting.choosing import Exported, told
from boilerbench.rules.exporting.dropping import tests_dropped
from boilerbench.rules.exporting.plainpath import Path, Step, Words, steps_of
from boilerbench.rules.linting.never import finds_no_element
from boilerbench.rules.model import Lines, Matcher, Phrase, Regex, Rule, RuleFile, XPath
from boilerbench.rules.patterns import _lines_of, compiled_text
from boilerbench.rules.pruning import WHOLE
from boilerbench.rules.scopes import _has, is_for, spelt
from boilerbench.version import VERSION

_OURS: Final = (
    trees.texts_of,
    trees.text_nodes,
    is_for,
    spelt,
    _has,
    joined,
    without,
    _rest_of,
    _tidy,
    _lines_of,
)
"""What the module does as we do it: it holds the same lines."""

_FLAGS: Final = {"i": int(re.IGNORECASE), "s": int(re.DOTALL), "m": int(re.MULTILINE)}
_NAMED: Final = re.compile(r"(\\.)|\(\?<(?=[A-Za-z_])", re.DOTALL)
_FUZZY: Final = re.compile(r"\{[^\d,}][^}]*\}")

_HEAD: Final = '''"""Cleaning rules, written by boilerbench {version} from {name}.

`prune(tree, host)` takes elements out of a page that lxml.html parsed, `clean(text, host)` takes
words out of a text that was extracted. Without a host only rules for every site are applied.
Regular expressions are Python's: nothing ends one that takes long.
"""

from __future__ import annotations

import re

from lxml import etree

UNSEEN = frozenset({unseen})
WHOLE = frozenset({whole})
'''

_BODY: Final = '''
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}


def _active(rules, host):
    for rule in rules:
        sites, exceptions, *what = rule
        if is_for(sites, host) and not any(not one or is_for(one, host) for one in exceptions):
            yield what


def _elements(tree, steps):
    found = [tree]
    for kind, value, flags in steps:
        if kind == "path":
            path = etree.XPath(value, namespaces=_NAMESPACES, smart_strings=False)
            found = [one for each in found for one in path(each) if isinstance(one.tag, str)]
        elif kind == "regex":
            pattern = re.compile(value, flags)
            found = [one for one in found if pattern.search("".join(texts_of(one)))]
        else:
            found = [one for one in found if value in "".join(texts_of(one))]
    return found


def prune(tree, host=None):
    """Take all that the rules of a host find out of a page, and give the page back."""
    gone = {}
    for (alternatives,) in _active(PAGE_RULES, host):
        found = [one for steps in alternatives for one in _elements(tree, steps)]
        if not any(one.tag in WHOLE for one in found):
            gone.update(dict.fromkeys(found))
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def clean(text, host=None):
    """A text without what the rules of a host find in it."""
    spans = []
    for pattern, flags, cut in _active(TEXT_RULES, host):
        for match in re.compile(pattern, flags).finditer(text):
            start, end = match.span("cut") if "cut" in match.re.groupindex else match.span()
            if start < end:
                spans.append(_lines_of(text, start, end) if cut == "line" else (start, end))
    return without(text, joined(spans)) if spans else text
'''


def python(file: RuleFile, *, chosen: bool) -> Exported:  # noqa: ARG001  sites are told in the module
    """A module of our own functions and the rules as literals."""
    pages: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    left_out: list[str] = []
    excepted: dict[Matcher, list[tuple[str, ...]]] = defaultdict(list)
    for rule in file.rules:
        if rule.on and rule.exception:
            excepted[rule.what].append(rule.sites)
    for at, rule in enumerate(file.rules):
        if rule.exception and rule.on:
            continue
        try:
            row = (rule.sites, tuple(excepted[rule.what]), *_said(rule))
            _refuse_suffixes([*rule.sites, *(site for one in excepted[rule.what] for site in one)])
        except ValueError as error:
            left_out.append(told(file, at, str(error)))
            continue
        (pages if rule.of_page else texts).append(row)
    module = _module(file.name, pages, texts)
    dropped = tests_dropped(file, "a module")
    return Exported(module, len(pages) + len(texts), tuple(left_out), dropped=dropped)


def _module(name: str, pages: Sequence[tuple[Any, ...]], texts: Sequence[tuple[Any, ...]]) -> str:
    head = _HEAD.format(
        version=VERSION,
        name=ascii(name).replace("\\", "/").replace('"', "'"),
        unseen=sorted(trees.UNSEEN),
        whole=sorted(WHOLE),
    )
    tables = [
        f"{title} = [\n" + "".join(f"    {row!a},\n" for row in rows) + "]\n"
        for title, rows in (("PAGE_RULES", pages), ("TEXT_RULES", texts))
    ]
    ours = [inspect.getsource(one) for one in _OURS]
    return head + "".join(tables) + "\n\n" + "\n\n".join(ours) + "\n" + _BODY


def _refuse_suffixes(sites: Sequence[str]) -> None:
    for site in sites:
        if site.endswith(".*"):
            raise ValueError(f"{site!r} needs the list of public suffixes")


def _said(rule: Rule) -> tuple[Any, ...]:
    """What of a rule stands in a table; ValueError where the module cannot do it."""
    if not rule.on:
        raise ValueError("it is off")
    match rule.what:
        case Lines() | Phrase() | Regex():
            found = compiled_text(rule.what)
            flags = re.MULTILINE | (re.IGNORECASE if found.folded else 0)
            return _known(found.found.pattern, flags), int(flags), found.cut
        case what if not rule.of_page:
            raise ValueError(f"{what} needs the outputs of all pages of a site")
    if rule.keep:
        raise ValueError("it keeps an element and takes away the rest")
    if isinstance(rule.what, XPath):
        if finds_no_element(rule.what.expression):
            raise ValueError("it finds text or values, not elements")
        return ([[("path", rule.what.expression, 0)]],)
    return ([[_step(one) for one in steps] for steps in steps_of(rule.what)],)  # type: ignore[arg-type]  # of a page


def _step(step: Step) -> tuple[str, str, int]:
    match step:
        case Path(expression):
            return "path", expression, 0
        case Words(text, None):
            return "holds", text, 0
        case Words(text, flags):
            named = sum({_FLAGS[one] for one in flags or "" if one in _FLAGS})
            return "regex", _known(text, named), named


def _known(pattern: str, flags: int) -> str:
    """A pattern of the package `regex` as Python's own reads it; ValueError where that cannot."""
    written = _NAMED.sub(lambda one: one[1] or "(?P<", pattern)
    if _FUZZY.search(written):
        raise ValueError("Python's re reads the braces in it otherwise")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(written, flags)
        except (re.error, FutureWarning, DeprecationWarning) as error:
            raise ValueError(f"Python's re does not read its pattern: {error}") from error
    return written
