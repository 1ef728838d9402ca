"""Versions tried on one page: each run when it is asked for, and what was seen of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.measuring import measure
from boilerbench.runs import Run
from boilerbench.specs import parse_spec
from boilerbench.versions.criteria import Gauge
from boilerbench.versions.results import Rule, Verdict
from boilerbench.versions.sweeping import unavailable

Carry: TypeAlias = Callable[[Sequence[str]], Run]
"""Runs specs over the page into one folder, and returns that run."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version or commit that can be tried: its name, the spec that measures it, its date."""

    name: str
    spec: str
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a candidate made of the page."""

    answers: Answers
    value: float | None
    reason: str | None
    folder: Path

    @property
    def had(self) -> bool:
        """Whether the candidate could be run at all."""
        return self.reason is None

    @property
    def answered(self) -> bool:
        """Whether it gave an answer for the page."""
        return self.had and self.answers.extractions[0].answered

    def verdict(self, rule: Rule) -> Verdict:
        """What the rule says of it."""
        if not self.had:
            return "skipped"
        return "broken" if not self.answered or rule.breaks(self.value) else "good"


@dataclass(slots=True)
class Trials:
    """The candidates, tried when asked for; what was seen of each is kept."""

    candidates: Sequence[Candidate]
    corpus: Corpus
    gauge: Gauge
    carry: Carry
    seen: dict[int, Seen] = field(default_factory=dict)

    def know(self, run: Run) -> None:
        """Take over what an earlier run recorded of the candidates on this page.

        What could not be had then is asked for again.
        """
        seen = self._seen(run, [n for n in range(len(self.candidates)) if n not in self.seen])
        self.seen |= {place: one for place, one in seen.items() if one.had}

    def look(self, *places: int) -> list[Seen]:
        """What the candidates at these places make of the page; those not seen yet run together."""
        fresh = [place for place in dict.fromkeys(places) if place not in self.seen]
        if fresh:
            run = self.carry([self.candidates[place].spec for place in fresh])
            self.seen |= self._seen(run, fresh)
        return [self.seen[place] for place in places]

    def _seen(self, run: Run, places: Sequence[int]) -> dict[int, Seen]:
        """What a run has of the candidates at these places."""
        by_spec = {one.system.spec: one for one in answers_of(run, self.corpus)}
        specs = {place: str(parse_spec(self.candidates[place].spec)) for place in places}
        return {
            place: Seen(one, _value(self.gauge, one), unavailable(one), run.path)
            for place, spec in specs.items()
            if (one := by_spec.get(spec)) and (one.extractions or one.system.reason)
        }


def _value(gauge: Gauge, answers: Answers) -> float | None:
    """The page's value; None where it has none."""
    measured = measure(gauge.metric, [answers], answers.pages)
    if not measured.known(0).all():
        return None
    value = float(gauge.metric.values(measured.tables[0])[gauge.value][0])
    return None if value != value else value  # noqa: PLR0124  nan
