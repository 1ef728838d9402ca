"""Every rule of a file against a text: those that took it away, and why the others did not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.elementpaths import ElementPaths
from boilerbench.records import Removal
from boilerbench.rules.explaining.bench import PageBench, bare
from boilerbench.rules.explaining.pagemisses import Misses
from boilerbench.rules.explaining.shapes import Fired, Miss, Reason
from boilerbench.rules.explaining.textmisses import Cause, Output, cause_of
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.rules.scopes import is_for


@dataclass(frozen=True)
class Verdicts:
    """The rules that took something of the text away, those that missed, and how many are far."""

    fired: tuple[Fired, ...]
    misses: tuple[Miss, ...]
    far: int


@dataclass(frozen=True)
class Tried:
    """Rules at work on a page and its output: what each removed, and why some could not.

    `page` has the places that are still to be taken, `before` those that were before any rule,
    `everywhere` all places of the text.
    `output` is None where no rule of text is to be explained, as the text is not in the output.
    """

    file: RuleFile
    host: str | None
    page: PageBench
    before: PageBench
    everywhere: PageBench
    output: Output | None
    removals: Sequence[Removal]
    troubles: Mapping[int, str]


def verdicts(tried: Tried) -> Verdicts:
    """What each rule of a file did to a text, or why it did not."""
    wanted, took = _took(tried, tried.before), _took(tried, tried.everywhere)
    fired = tuple(
        Fired(str(rule), tried.file.place(at), len(own), took.get(at, 0), wanted.get(at, 0))
        for at, rule in enumerate(tried.file.rules)
        if (own := [one for one in tried.removals if one.rule == at])
    )
    others = [
        at for at, rule in enumerate(tried.file.rules) if at not in took and not rule.exception
    ]
    why = _Causes(tried)
    causes = {at: cause for at in others if (cause := why.of(at))}
    misses = [
        Miss(str(tried.file.rules[at]), tried.file.place(at), reasons, told, distance)
        for at, (distance, reasons, told) in sorted(causes.items(), key=lambda one: one[1][0])
    ]
    return Verdicts(fired, tuple(misses), len(others) - len(causes))


def _took(tried: Tried, bench: PageBench) -> dict[int, int]:
    """Of how many places of a bench each rule takes a part, by its place in the file."""
    rules = tried.file.rules
    found = {}
    hits = _hits(rules, bench.tree, tried.host, tried.troubles)
    keeping = next((at for at in sorted(hits) if rules[at].keep), None)
    for at, elements in hits.items():
        if rules[at].keep:
            places = len(bench.chains) - bench.spared(elements) if at == keeping else 0
        else:
            places = bench.takes(elements)
        if places:
            found[at] = places
    if tried.output is not None:
        found |= tried.output.bench.takes(*rules, host=tried.host)
    return found


def _hits(
    rules: Sequence[Rule], tree: HtmlElement, host: str | None, skipped: Collection[int]
) -> dict[int, list[HtmlElement]]:
    """What rules that were carried out find on a page."""
    found = RuleIndex(rules).hits(tree, host, skipped)
    return {at: list(one) for at, one in found.elements.items() if not PageBench.refused(list(one))}


class _Causes:
    """Why rules missed: each is tried switched on and everywhere, then in other forms."""

    def __init__(self, tried: Tried) -> None:
        self._tried = tried
        self._rules = tried.file.rules
        self._misses = Misses(tried.page, tried.everywhere, ElementPaths(tried.page.tree))
        everywhere = [bare(rule) for rule in self._rules]
        slow = [at for at in tried.troubles if self._rules[at].of_page]
        self._elements = {
            at: list(one)
            for at, one in RuleIndex(everywhere).hits(tried.page.tree, None, slow).elements.items()
        }

    def of(self, at: int) -> Cause | None:
        """Why a rule missed; None for one that has nothing to do with the text."""
        rule, tried = self._rules[at], self._tried
        if at in tried.troubles:
            return 1, ("refused",), f"it was not carried out: {tried.troubles[at]}"
        if not rule.of_page and tried.output is None:
            return None
        switches = self._switches(rule)
        if self._takes(at):
            reasons, told = zip(*switches, strict=True) if switches else ((), ())
            return (0, reasons, "; ".join(told)) if switches else self._refused(at)
        found = self._content(at)
        if found is None or not switches:
            return found
        distance, reasons, said = found
        more = [told for _, told in switches]
        names = tuple(reason for reason, _ in switches)
        return distance + 1, (*reasons, *names), "; ".join([said, *more])

    def _content(self, at: int) -> Cause | None:
        rule = self._rules[at]
        if rule.of_page:
            return self._misses.cause_of(rule, self._elements.get(at, ()))
        return None if self._tried.output is None else cause_of(rule, self._tried.output)

    def _takes(self, at: int) -> bool:
        """Whether a rule would take something of the text, were it on and for this site."""
        rule, page, output = self._rules[at], self._tried.page, self._tried.output
        if not rule.of_page:
            return output is not None and output.bench.reached(rule)
        elements = self._elements.get(at, [])
        if rule.keep:
            return bool(elements) and page.spared(elements) < len(page.chains)
        return bool(page.takes(elements)) or PageBench.refused(elements) is not None

    def _refused(self, at: int) -> Cause | None:
        tag = PageBench.refused(self._elements.get(at, ()))
        if tag is not None:
            return 1, ("refused",), f"it finds <{tag}>, without which there is no page"
        if self._rules[at].keep:
            return 2, ("keeps",), "another rule that keeps comes before it"
        return None

    def _switches(self, rule: Rule) -> list[tuple[Reason, str]]:
        """What alone would be reason enough for a rule to do nothing here."""
        found: list[tuple[Reason, str]] = []
        host = self._tried.host
        if not rule.on:
            found.append(("off", "it is switched off"))
        if rule.sites and not is_for(rule.sites, host):
            here = f"the page is of {host}" if host else "the page has no URL"
            found.append(("site", f"it is for {', '.join(rule.sites)}, and {here}"))
        except_here = next(
            (at for at, one in enumerate(self._rules) if self._excepts(one, rule)), None
        )
        if except_here is not None:
            place = self._tried.file.place(except_here)
            found.append(("exception", f"an exception switches it off: {place}"))
        return found

    def _excepts(self, one: Rule, rule: Rule) -> bool:
        on = one.exception and one.on and one.what == rule.what
        return on and (not one.sites or is_for(one.sites, self._tried.host))
