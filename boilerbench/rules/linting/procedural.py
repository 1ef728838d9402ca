"""Rules of every site that look at more than classes and ids, and so cost time on every page."""

from collections.abc import Iterator

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.shadowing import parts_of
from boilerbench.rules.model import RuleFile, XPath


def procedural(file: RuleFile) -> Iterator[Finding]:
    """XPath and procedural operators without sites, which uBlock Origin discards."""
    for at, rule in enumerate(file.rules):
        if not rule.on or rule.exception or any(not one.startswith("~") for one in rule.sites):
            continue
        names = {f":{name}()" for part in parts_of(rule) for name in part.operators}
        if isinstance(rule.what, XPath):
            names = {"an XPath"}
        if names:
            told = f"{' and '.join(sorted(names))} for every site: it costs time on every page"
            remedy = "name its sites, as uBlock Origin demands, or say it in plain CSS"
            yield Finding("P01", told, remedy, at)
