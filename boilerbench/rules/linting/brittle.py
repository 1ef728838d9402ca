"""Selectors that will not outlive the next build of a site."""

from collections.abc import Iterator

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.mining.brittle import is_brittle
from boilerbench.rules.model import Css, RuleFile, Token, XPath


def brittle(file: RuleFile) -> Iterator[Finding]:
    """Rules of pages by position, by a generated name, or by a number of one page."""
    for at, rule in enumerate(file.rules):
        match rule.what:
            case Css(text) | XPath(text) | Token(text) if rule.on and not rule.exception:
                why = is_brittle(text)
                if why:
                    remedy = "ask for a name that says what the element is"
                    told = f"it {why}" if why.startswith(("counts ", "has ")) else why
                    yield Finding("K01", told, remedy, at)
