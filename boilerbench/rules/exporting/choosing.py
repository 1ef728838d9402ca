"""Which rules of a file are exported: those of one site, or all that a format has a place for."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.rules.scopes import host_of


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in another format, a sentence for each rule left out, and what else there is to say.

    `entries` are the same as rows for `--format json`.
    """

    text: str
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    entries: tuple[dict[str, str], ...] = ()


def of_site(file: RuleFile, site: str) -> RuleFile:
    """The rules that hold on a host (or a URL's), as if it were the only one there is.

    Exceptions are spent, and rules that others do not have lose their sites.
    """
    host = host_of(site if "://" in site else f"//{site}")
    chosen = sorted(RuleIndex(file.rules).active(host))
    rules = tuple(replace(file.rules[at], sites=(host or site,)) for at in chosen)
    lines = tuple(file.lines[at] for at in chosen)
    files = tuple(file.files[at] for at in chosen) if file.files else ()
    return replace(file, rules=rules, lines=lines, files=files, tests=())


def for_any_site(file: RuleFile, *, chosen: bool) -> Iterator[tuple[int, Rule, str | None]]:
    """Each rule, and why a format without sites has no place for it; `chosen`: one site was.

    Rules that are not on, and those for pages in `exception`s of the same file, say so.
    """
    excepted = {rule.what for rule in file.rules if rule.on and rule.exception}
    for at, rule in enumerate(file.rules):
        why = None
        if not rule.on:
            why = "it is off"
        elif rule.exception:
            why = "an exception is for the site it names: --site chooses one"
        elif rule.sites and not chosen:
            why = "it is for some sites only: --site chooses one"
        elif rule.what in excepted:
            why = "an exception switches it off on some sites: --site chooses one"
        elif rule.keep:
            why = "it keeps an element and takes away the rest, and lists only take away"
        yield at, rule, why


def told(file: RuleFile, at: int, why: str) -> str:
    """A sentence on a rule that is left out."""
    return f"{file.place(at)}: {file.rules[at]}: {why}"
