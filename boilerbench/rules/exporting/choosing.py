"""Which rules of a file are exported: those of one site, or all that a format has a place for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.rules.scopes import host_of


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in another format, a sentence for each rule left out, and what else there is to say.

    `rules` is how many of them it has, `dropped` tells what else of the file it has no place for,
    and `entries` are the rules as rows for `--format json`.
    """

    text: str
    rules: int
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    entries: tuple[dict[str, str], ...] = ()


def of_site(file: RuleFile, site: str) -> RuleFile:
    """The rules that hold on a host (or a URL's), as if it were the only one there is.

    Exceptions are spent, and rules that others do not have lose their sites.
    """
    host = host_of(site if "://" in site else f"//{site}")
    chosen = sorted(RuleIndex(file.rules).active(host))
    found = only(file, chosen)
    rules = tuple(replace(rule, sites=(host or site,)) for rule in found.rules)
    return replace(found, rules=rules, tests=())


def only(file: RuleFile, places: Collection[int]) -> RuleFile:
    """A file with the rules at some places, in their order."""
    return replace(
        file,
        rules=tuple(file.rules[at] for at in places),
        lines=tuple(file.lines[at] for at in places),
        files=tuple(file.files[at] for at in places) if file.files else (),
    )


def for_any_site(
    file: RuleFile, *, chosen: bool, sited: bool = False
) -> Iterator[tuple[int, Rule, str | None]]:
    """Each rule, and why a list has no place for it; `chosen`: one site was.

    Rules that are not on, and those for pages in `exception`s of the same file, say so. A list that
    is `sited` has a place for hosts, though not for those left out or with any suffix.
    """
    excepted = {rule.what for rule in file.rules if rule.on and rule.exception}
    for at, rule in enumerate(file.rules):
        why = None
        if not rule.on:
            why = "it is off"
        elif rule.exception:
            why = "an exception is for the site it names: --site chooses one"
        elif rule.sites and not chosen and not (sited and all(map(_is_host, rule.sites))):
            why = "it is for some sites only: --site chooses one"
        elif rule.what in excepted:
            why = "an exception switches it off on some sites: --site chooses one"
        elif rule.keep:
            why = "it keeps an element and takes away the rest, and lists only take away"
        yield at, rule, why


def _is_host(site: str) -> bool:
    return not site.startswith("~") and not site.endswith(".*")


def told(file: RuleFile, at: int, why: str) -> str:
    """A sentence on a rule that is left out."""
    return f"{file.place(at)}: {file.rules[at]}: {why}"
