"""Rules whose work another rule, a more general one, always does."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.siting import Siting
from boilerbench.rules.linting.traits import Part, alternatives
from boilerbench.rules.model import Css, Rule, RuleFile, Token
from boilerbench.rules.selectors import Compound

_MANY = 6  # classes of one selector, beyond which not every choice of them is looked up


def shadowed(file: RuleFile) -> Iterator[Finding]:
    """Rules of pages all of whose alternatives others find, or find around, on all their sites.

    Those with the fewest alternatives are judged first, and none of them counts as a reason
    against another afterwards: what is left does the work of all.
    """
    takes = [at for at, rule in enumerate(file.rules) if _takes(rule)]
    known = _Known(file, takes)
    for at in sorted(takes, key=lambda at: (len(parts_of(file.rules[at])), -at)):
        finders = known.finders(at, file.rules[at])
        if finders:
            known.gone.add(at)
            does = "take" if len(finders) > 1 else "takes"
            places = " and ".join(file.place(one) for one in sorted(finders))
            told = f"{places} always {does} away what it finds, or what stands around it"
            yield Finding("D02", told, "remove it", at)


def _takes(rule: Rule) -> bool:
    takes = rule.on and not rule.exception and not rule.keep
    return takes and isinstance(rule.what, Css | Token)


def parts_of(rule: Rule) -> Sequence[Part]:
    """The alternatives of a selector or of a whole token; none of any other matcher."""
    match rule.what:
        case Token(token, "whole"):
            chains = Compound(classes=frozenset((token,))), Compound(ident=token)
            return tuple(Part(token, (one,), True, simple=True) for one in chains)
        case Css(selector):
            return alternatives(selector)
    return ()


@dataclass(frozen=True, slots=True)
class _But:
    """A rule, and those that are gone: none of them does another's work."""

    rule: int
    gone: set[int]

    def __contains__(self, one: object) -> bool:
        return one == self.rule or one in self.gone


class _Known:
    """What simple rules find, to be asked whether one of them surely finds an element."""

    def __init__(self, file: RuleFile, takes: Sequence[int]) -> None:
        self.gone: set[int] = set()
        self._simple: dict[Compound, Siting] = defaultdict(Siting)
        self._inside: dict[str, Siting] = defaultdict(Siting)
        excepted = {rule.what for rule in file.rules if rule.on and rule.exception}
        for at in takes:
            rule = file.rules[at]
            if rule.what not in excepted:
                self._enter(at, rule)
        self._lengths = {len(text) for text in self._inside}

    def _enter(self, at: int, rule: Rule) -> None:
        if isinstance(rule.what, Token) and rule.what.match == "inside":
            self._inside[rule.what.token].add(at, rule.sites)
        for part in parts_of(rule):
            if part.simple:
                self._simple[part.chain[0]].add(at, rule.sites)

    def finders(self, at: int, rule: Rule) -> set[int]:
        """The rules that together do all of a rule's work; none where a part of it is its own."""
        if isinstance(rule.what, Token) and rule.what.match == "inside":
            one = self._with_inside(rule.what.token, at, rule)
            return set() if one is None else {one}
        found = {self._finder(part.chain, at, rule) for part in parts_of(rule)}
        return set() if None in found else {one for one in found if one is not None}

    def _finder(self, chain: Sequence[Compound], at: int, rule: Rule) -> int | None:
        for element in chain:
            for wider in _wider(element):
                if wider in self._simple:
                    one = self._simple[wider].covering(rule.sites, _But(at, self.gone))
                    if one is not None:
                        return one
            for name in (*element.classes, element.ident or ""):
                if (one := self._with_inside(name, at, rule)) is not None:
                    return one
        return None

    def _with_inside(self, name: str, at: int, rule: Rule) -> int | None:
        for length in self._lengths:
            for start in range(len(name) - length + 1):
                siting = self._inside.get(name[start : start + length])
                if siting is None:
                    continue
                one = siting.covering(rule.sites, _But(at, self.gone))
                if one is not None:
                    return one
        return None


def _wider(element: Compound) -> Iterator[Compound]:
    """What finds an element with these features: every choice of them with a class or an id."""
    names = sorted(element.classes)[:_MANY]
    for tag, ident in {(tag, one) for tag in (None, element.tag) for one in (None, element.ident)}:
        for count in range(len(names) + 1):
            for classes in combinations(names, count):
                if classes or ident:
                    yield Compound(tag, ident, frozenset(classes))
