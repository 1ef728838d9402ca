"""Rules that would take a text away: by a name around it, by two names, by its words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml.html import HtmlElement
from msgspec.structs import replace

from boilerbench.records import Gold, NoiseKind
from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.explaining.bench import PageBench, TextBench
from boilerbench.rules.explaining.forms import Form
from boilerbench.rules.explaining.gains import kind_of, of_elements, of_spans
from boilerbench.rules.explaining.shapes import Advice, Gain
from boilerbench.rules.labels import Labelled
from boilerbench.rules.mining.brittle import is_brittle
from boilerbench.rules.mining.meaning import meaning
from boilerbench.rules.mining.names import compound_names, matcher_of, simple_names
from boilerbench.rules.model import Lines, Phrase, Rule, RuleFile
from boilerbench.rules.noise_phrases import phrase_hits
from boilerbench.rules.syntaxes import write_rules
from boilerbench.text import tokens

MOST: Final = 3
LARGEST: Final = 0.5
"""The part of a page's words that a rule may take where no gold says what they are."""


@dataclass(frozen=True)
class Case:
    """A text that stands on a page, and in an output in some forms; what the words are by gold.

    Without gold, advice is for the `host` alone: nobody knows what it would take elsewhere.
    """

    page: PageBench
    labels: Labelled
    gold: Gold
    output: TextBench
    forms: Sequence[Form]
    host: str | None = None

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites that an advised rule is for; none means all."""
        return () if self.judged or not self.host else (self.host.removeprefix("www."),)

    @property
    def judged(self) -> bool:
        """Whether gold tells what a rule destroys."""
        return self.gold.kind != "none"

    @cached_property
    def kind(self) -> NoiseKind:
        """The kind of noise that the text is; without gold, that of a noise phrase in its lines."""
        if not self.judged:
            return next(
                (kind for one in self.forms for kind, _ in phrase_hits(_line(one, self))), "other"
            )
        return kind_of(self.labels, self.gold, [chain[0] for chain in self.page.chains])


def advice_on(case: Case) -> tuple[Advice, ...]:
    """At most three rules that take the text away, the most general that destroys nothing first.

    Names of one part come before those of two, and rules of pages before one of text. Where a
    form has none that is safe, another has two; what destroys gold is advised where all do, last.
    """
    singles = _ranked(case, simple_names)
    doubles = [one for one in _ranked(case, compound_names) if _adds(one, singles)]
    words = _of_text(case)
    first = [*singles[:1], *doubles[:1], *words]
    more = [one for one in [*singles[1:], *doubles[1:]] if _is_safe(one)]
    chosen = [one for one in first if _is_safe(one)]
    chosen += more[: MOST - len(chosen)]
    chosen += [one for one in first if not _is_safe(one)][: MOST - len(chosen)]
    return tuple(sorted(chosen, key=lambda one: (not _is_safe(one), _ORDER[one.rule.split()[0]])))


_ORDER: Final = {"token": 0, "css": 1, "lines": 2, "phrase": 3}


_MEANINGS: Final = ("noise", "nothing", "content")


def _is_safe(advice: Advice) -> bool:
    return advice.gain is None or not advice.gain.gold


def _ranked(case: Case, names: Callable[[HtmlElement], Iterator[str]]) -> list[Advice]:
    """The rules of one form, the best first: safe, lasting, for all places, named as noise."""
    found: dict[str, None] = {}
    for chain in case.page.chains:
        for element in chain:
            found |= dict.fromkeys(names(element))
    matchers = [matcher_of(name) for name in found]
    hits = zip(matchers, case.page.found(matchers), strict=True)
    advised = (_of_elements(case, Rule(what, kind=case.kind), elements) for what, elements in hits)
    return sorted((one for one in advised if one is not None), key=_order)


def _adds(advice: Advice, singles: Sequence[Advice]) -> bool:
    """Whether a rule takes other words than the best of one part, which says it shorter."""
    best = singles[:1]
    return not any((one.words, one.gain) == (advice.words, advice.gain) for one in best)


def _order(advice: Advice) -> tuple[bool, bool, int, int, int, int]:
    lost = 0 if advice.gain is None else advice.gain.optional
    sense = _MEANINGS.index(meaning(advice.rule.partition(" ")[2]))
    # Without gold the least is the safest guess.
    width = advice.words if advice.gain is None else -advice.gain.noise
    return not _is_safe(advice), advice.brittle is not None, -advice.takes, sense, lost, width


def _of_elements(case: Case, rule: Rule, elements: Sequence[HtmlElement]) -> Advice | None:
    """A rule of pages, unless it takes nothing of the text, too much, or the page itself."""
    takes = case.page.takes(elements)
    if not takes or PageBench.refused(elements):
        return None
    gain = of_elements(case.labels, elements)
    words = gain.noise + gain.gold + gain.optional + gain.unlabelled
    if not case.judged and words > LARGEST * len(case.labels.codes):
        return None
    return _advice(case, rule, words, takes, gain, of_page=True)


def _of_text(case: Case) -> list[Advice]:
    """A rule of text: for whole lines where the text stands on lines of its own."""
    if not case.forms:
        return []
    form = case.forms[0]
    rule = Rule(_matcher(form, case), kind=case.kind)
    cuts = TextRules((rule,)).cuts(case.output.text, None, markdown=case.output.markdown)
    spans = [(cut.start, cut.end) for cut in cuts]
    takes = case.output.takes(rule).get(0, 0)
    gain = of_spans(case.gold, case.output.text, spans) if case.gold.text is not None else None
    words = sum(len(tokens(case.output.text[start:end])) for start, end in spans)
    return [_advice(case, rule, words, takes, gain, of_page=False)] if takes else []


def _matcher(form: Form, case: Case) -> Lines | Phrase:
    if any(one.joined for one in case.forms):
        return Phrase(" ".join(_whole(form, case).split()), loose=True)
    lines = [" ".join(line.split()) for line in _whole(form, case).splitlines()]
    return Lines(tuple(line for line in lines if line), loose=True)


def _whole(form: Form, case: Case) -> str:
    """The text as the output has it; with the signs around it where it is alone on its lines."""
    if any(one.joined for one in case.forms):
        return form.spelled
    return _line(form, case)


def _line(form: Form, case: Case) -> str:
    """The lines of the output that a place of the text is on."""
    text, (start, end) = case.output.text, form.span
    behind = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if behind < 0 else behind]


def _advice(
    case: Case, rule: Rule, words: int, takes: int, gain: Gain | None, *, of_page: bool
) -> Advice:
    told = str(rule)
    written = replace(rule, sites=case.sites)
    return Advice(
        rule=told,
        toml=write_rules(RuleFile("", (written,), (1,)), "toml").strip(),
        of="page" if of_page else "output",
        words=words,
        takes=takes,
        kind=rule.kind,
        gain=gain if case.judged else None,
        brittle=is_brittle(told.partition(" ")[2]) if of_page else None,
    )
