"""Cosmetic lines of EasyList and uBlock: `site,~site##css`, `#@#`, `#?#`, `:xpath(…)`."""

import re
from typing import Final

from boilerbench.rules.model import Css, DomMatcher, Rule, RuleFile, Token, XPath
from boilerbench.rules.scopes import SITE
from boilerbench.rules.splitting import operators
from boilerbench.rules.syntaxes.linewise import Read, Refusal, checked, parse_lines, written
from boilerbench.rules.syntaxes.writing import Written, identifier, reads_back, string

COSMETIC: Final = re.compile(r"(?P<sites>[^#]*)(?P<mark>#@?(?:\$\?|[?$%])?#)(?P<what>.*)")
"""A line that is about elements: sites, the sign, and what it finds."""

_HEADER: Final = re.compile(r"\[[^$\]][^\]]*\]")
_MARKS: Final = {"##": False, "#?#": False, "#@#": True, "#@?#": True}
_NAMES: Final = {
    ":-abp-has(": ":has(",
    ":-abp-contains(": ":has-text(",
    ":contains(": ":has-text(",
    ":nth-ancestor(": ":upward(",
}
_NAMED: Final = re.compile("|".join(map(re.escape, _NAMES)))
_STRING: Final = re.compile(r""""[^"]*"|'[^']*'""")
_SCRIPT: Final = re.compile(r"\+js\(|script:inject\(|//scriptlet\(")
_LOOK: Final = re.compile(r":style\(|:remove-(?:attr|class)\(|\{.*\}$")
_UNKNOWN: Final = re.compile(
    r":(?:matches-(?:css(?:-before|-after)?|attr|path|media|prop|property)|min-text-length|others"
    r"|watch-attrs?|shadow|if|if-not|-abp-properties|-abp-[a-z-]+)(?=\()"
)


def parse(text: str, name: str) -> RuleFile:
    """The rules of a list; what hides nothing, or cannot be read, is in `unapplied`."""
    return parse_lines(text, name, "!", _read)


def _read(line: str) -> Read:
    if line.startswith("!#"):
        return Refusal("a condition of the list; what stands below it is read whether it holds")
    if not line or line.startswith("!") or _HEADER.fullmatch(line) or re.match(r"#(?:\s|$)", line):
        return None
    found = COSMETIC.fullmatch(line)
    if found is None:
        return Refusal("it stops a request, and takes no element away")
    what = found["what"].strip()
    selector = _NAMED.sub(lambda one: _NAMES[one[0]], what.removesuffix(":remove()"))
    if why := _foreign(found["mark"], selector):
        return Refusal(why)
    sites = _sites(found["sites"])
    if isinstance(sites, Refusal):
        return sites
    starts = line.rindex(what) if what else len(line)
    matcher = _matcher(selector)
    skipped = len(":xpath(") if isinstance(matcher, XPath) else 0
    refused = checked(matcher, starts + skipped)
    return refused or Rule(matcher, sites=sites, exception=_MARKS[found["mark"]])


def _foreign(mark: str, what: str) -> str | None:
    """Why a line about elements is none that takes them away."""
    bare = _STRING.sub(lambda one: "_" * len(one[0]), what)
    if "%" in mark or _SCRIPT.match(what):
        return "it runs a script in the page"
    if "$" in mark or _LOOK.search(bare):
        return "it changes how an element looks or what attributes it has, and takes no text away"
    if what.startswith("^"):
        return "it changes the page's source before there are elements"
    if found := _UNKNOWN.search(bare):
        return f"the operator {found[0]}() is not carried out"
    return None


def _sites(text: str) -> tuple[str, ...] | Refusal:
    sites = tuple(site for site in (one.strip() for one in text.split(",")) if site)
    if sites == ("*",) or not text.strip():
        return ()
    for site in sites:
        if not SITE.fullmatch(site) or site.removeprefix("~").startswith((".", "=")):
            return Refusal(f"{site!r} is no site", text.index(site))
    return sites or Refusal("no site stands between the commas", 0)


def _matcher(selector: str) -> DomMatcher:
    """An expression where a selector is `:xpath(…)` and nothing else."""
    if not selector.startswith(":xpath("):
        return Css(selector)
    try:
        ((_, _, argument, end),) = operators(selector)
    except ValueError:  # several, or one that is not closed
        return Css(selector)
    return XPath(argument.strip()) if end == len(selector) else Css(selector)


def write(file: RuleFile) -> Written:
    """All that lines can say, with a header that names the syntax."""
    lines, left_out = ["[Adblock Plus 2.0]"], []
    for at, rule in enumerate(file.rules):
        line, matcher = _line(rule)
        why = _unsaid(rule) or reads_back(rule, line, matcher, _read)
        if why:
            left_out.append(f"{file.place(at)}: {rule}: {why}")
        else:
            lines += written(rule, line, "!")
    left_out += [
        f"{file.place_of_test(test)}: test {test.url}: EasyList has no tests" for test in file.tests
    ]
    return Written("\n".join(lines) + "\n", tuple(left_out))


def _line(rule: Rule) -> tuple[str, DomMatcher]:
    match rule.what:
        case XPath(expression):
            matcher: DomMatcher = rule.what
            said = f":xpath({expression})"
        case Token(token, "whole") if "\\" not in token:
            matcher = Css(f".{identifier(token)}, #{identifier(token)}")
            said = matcher.selector
        case Token(token) if "\\" not in token:
            matcher = Css(f"[class*={string(token)}], [id*={string(token)}]")
            said = matcher.selector
        case Css(selector):
            matcher, said = rule.what, selector
        case _:  # text, and a backslash, which cssselect does not read when it is escaped
            matcher, said = Css(""), ""
    return f"{','.join(rule.sites)}{'#@#' if rule.exception else '##'}{said}", matcher


def _unsaid(rule: Rule) -> str | None:
    if not rule.of_page:
        return "EasyList lines are about elements, not about text"
    if rule.keep:
        return "EasyList has no line that keeps an element and takes the rest away"
    for site in rule.sites:
        if site.removeprefix("~").startswith((".", "=")):
            return f"EasyList cannot say the site {site!r}: its hosts have all below them"
    return None
