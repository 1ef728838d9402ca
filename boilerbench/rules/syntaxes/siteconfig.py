"""The site configs of fivefilters: a file for each site, a `directive: value` on each line.

Known from the collection ftr-site-config and the program graby, which both read them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from msgspec.structs import replace

from boilerbench.errors import RuleError
from boilerbench.rules.model import (
    DomMatcher,
    Rule,
    RuleFile,
    SiteTest,
    Token,
    Unapplied,
    XPath,
)
from boilerbench.rules.scopes import SITE
from boilerbench.rules.syntaxes.directives import FOREIGN, OURS
from boilerbench.rules.syntaxes.linewise import BREAK, Read, Refusal, checked, parse_lines
from boilerbench.spelling import suggestion

DIRECTIVE: Final = re.compile(r"([a-z_]+)\s*(\([^()]*\)|\(.*?\)(?=\s*:))?\s*:(.*)", re.IGNORECASE)
_CONDITION: Final = "it holds only where the if_page_contains below it does"
_ATTRIBUTE: Final = re.compile(r"/(?:@|attribute::)[\w:*-]+$")


def parse(text: str, name: str) -> RuleFile:
    """The rules of a site config, whose name says the site; what else it does is in `unapplied`."""
    tests: list[SiteTest] = []
    file = parse_lines(text, name, "#", partial(read_line, sites_of(name), tests))
    given = _conditional(file)
    held = [at for at, line in enumerate(file.lines) if line not in given]
    texts = BREAK.split(text)
    refused = [Unapplied(line, texts[line - 1].strip(), _CONDITION) for line in given]
    return RuleFile(
        name,
        tuple(file.rules[at] for at in held),
        tuple(file.lines[at] for at in held),
        tuple(sorted((*file.unapplied, *refused), key=lambda one: one.line)),
        tuple(_placed(tests, texts)),
    )


def _placed(tests: Iterable[SiteTest], texts: Sequence[str]) -> Iterator[SiteTest]:
    """Tests with their lines, in whose order they stand."""
    said = (
        (line, text.strip()) for line, text in enumerate(texts, 1) if "test_url" in text.lower()
    )
    for test in tests:
        line = next((line for line, text in said if text.endswith(test.url)), 0)
        yield replace(test, line=line)


def _conditional(file: RuleFile) -> set[int]:
    """The lines of rules that hold only under the condition that follows each."""
    said = sorted((*file.lines, *(one.line for one in file.unapplied)))
    conditions = [one.line for one in file.unapplied if one.text.startswith("if_page_contains")]
    above = {max((line for line in said if line < at), default=0) for at in conditions}
    return above & set(file.lines)


def sites_of(name: str) -> tuple[str, ...]:
    """The sites of a file: `=example.com` for `example.com.txt`, and `.example.com` with a dot.

    A name without a dot, or that does not end in `.txt`, is for all: `global.txt`.
    """
    last = re.split(r"[/\\]", name)[-1]
    host = last.removesuffix(".txt")
    if host == last or "." not in host:
        return ()
    site = host if host.startswith(".") else f"={host}"
    if not SITE.fullmatch(site):
        raise RuleError(
            f"{name}: {host!r} is no host, and a site config is named by one; "
            f"expected a name such as example.com.txt or .example.com.txt."
        )
    return (site,)


def read_line(sites: tuple[str, ...], tests: list[SiteTest], line: str) -> Read:
    """What a line says; its tests are added to `tests`."""
    if not line or line.startswith("#"):
        return None
    found = DIRECTIVE.fullmatch(line)
    if found is None:
        return Refusal("it is no directive, which is a word, a colon and a value", 0)
    name, value = found[1].lower(), found[3].strip()
    if name in FOREIGN:
        return Refusal(FOREIGN[name])
    if name not in OURS:
        known = suggestion(name, [*OURS, *FOREIGN]).rstrip(".")
        return Refusal(f"the directive {name!r} is not known{known}", 0)
    if not value:
        return Refusal("it has no value", len(line))
    if name in ("test_url", "test_contains"):
        return _test(name, value, tests)
    return _rule(name, value, sites, line)


def _test(name: str, value: str, tests: list[SiteTest]) -> Refusal | None:
    if name == "test_url":
        tests.append(SiteTest(value))
        return None
    if not tests:
        return Refusal("no test_url stands above it", 0)
    last = tests.pop()
    tests.append(SiteTest(last.url, (*last.contains, value)))
    return None


def _rule(name: str, value: str, sites: tuple[str, ...], line: str) -> Read:
    if name in ("strip", "strip_attr", "body"):
        if name != "body" and _ATTRIBUTE.search(value):
            return Refusal("it takes an attribute away, and no text")
        matcher: DomMatcher = XPath(value)
    else:
        # graby leaves all quotation marks out, so that an expression can be made of it.
        words = re.sub("[\"']", "", value).strip()
        if not words:
            return Refusal("it has no value", len(line))
        matcher = _inside(words) if name == "strip_id_or_class" else _source(words)
    refused = checked(matcher, line.rindex(value))
    return refused or Rule(matcher, sites=sites, keep=name == "body")


def _inside(words: str) -> DomMatcher:
    if len(words.split()) == 1:
        return Token(words, match="inside")
    return XPath(f"//*[contains(@class, '{words}') or contains(@id, '{words}')]")


def _source(words: str) -> DomMatcher:
    return XPath(f"//img[contains(@src, '{words}')]")
