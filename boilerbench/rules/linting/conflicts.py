"""Rules of the same matcher: exceptions that end them, kinds that differ, the same rule twice."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.normal import normal
from boilerbench.rules.linting.siting import Siting
from boilerbench.rules.model import Rule, RuleFile


def conflicts(file: RuleFile) -> Iterator[Finding]:
    """Contradictions and duplicates, each told at the later rule, or at the one that does nothing.

    Work grows with the rules, however many have one matcher.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for at, rule in enumerate(file.rules):
        if rule.on:
            same[normal(rule.what)].append(at)
    for group in same.values():
        yield from _exceptions(file, group)
        yield from _twice(file, [at for at in group if not file.rules[at].exception])


def _exceptions(file: RuleFile, group: list[int]) -> Iterator[Finding]:
    exceptions = [at for at in group if file.rules[at].exception]
    if not exceptions:
        return
    rules = [at for at in group if at not in set(exceptions)]
    ending = Siting()
    for at in exceptions:
        ending.add(at, file.rules[at].sites)
    for at in rules:
        if (by := ending.covering(file.rules[at].sites)) is not None:
            yield Finding(
                "C01",
                f"the exception at {file.place(by)} switches it off on all of its sites",
                "remove one of the two, or name the sites of the exception",
                at,
            )
    if not rules:
        for at in exceptions:
            yield Finding(
                "C04",
                "no rule of this file has this matcher, so there is nothing to except",
                "spell it as the rule does, or remove it",
                at,
            )


def _twice(file: RuleFile, rules: list[int]) -> Iterator[Finding]:
    seen = {True: Siting(), False: Siting()}
    general: dict[bool, int] = {}
    for at in rules:
        if not file.rules[at].sites:
            general.setdefault(file.rules[at].keep, at)
    for at in rules:
        rule = file.rules[at]
        if (other := seen[not rule.keep].covering(rule.sites)) is not None:
            yield _kept_and_removed(file, at, other)
        first = seen[rule.keep].covering(rule.sites)
        later = general.get(rule.keep, -1)
        if first is None and later > at:
            first = later
        if first is not None:
            yield _repeated(file, at, rule, first)
        seen[rule.keep].add(at, rule.sites)


def _kept_and_removed(file: RuleFile, at: int, other: int) -> Finding:
    does = "takes away what this one keeps" if file.rules[at].keep else "keeps what it takes away"
    return Finding("C02", f"the rule at {file.place(other)} {does}", "remove one of the two", at)


def _repeated(file: RuleFile, at: int, rule: Rule, other: int) -> Finding:
    place = file.place(other)
    if file.rules[other].kind != rule.kind:
        kind = file.rules[other].kind
        found = f"the same at {place} is {kind}, here it is {rule.kind}"
        return Finding("C03", found, "give both one kind, and remove one", at)
    if sorted(file.rules[other].sites) == sorted(rule.sites):
        return Finding("D01", f"the same rule stands at {place}", "remove it", at)
    found = f"the same rule at {place} holds on all of its sites"
    return Finding("D02", found, "remove it", at)
