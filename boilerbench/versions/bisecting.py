"""The first version that broke a page: ends first, then by halves, each version run for real."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.gating.baselines import ExtractorRecord
from boilerbench.gating.circumstances import changed_circumstances
from boilerbench.manifests import SystemRecord
from boilerbench.records import Page
from boilerbench.runs import Run
from boilerbench.scoring.parts import text_of
from boilerbench.versions.criteria import FALL, Gauge
from boilerbench.versions.outputs import changed_text
from boilerbench.versions.results import Bisection, Rule, Trial, Verdict
from boilerbench.versions.searching import Turn, is_one_turn, turn_of
from boilerbench.versions.trials import Candidate, Carry, Seen, Trials
from boilerbench.wording import counted


def bisect(
    candidates: Sequence[Candidate],
    name: str,
    corpus: Corpus,
    gauge: Gauge,
    carry: Carry,
    say: Callable[[str], None] = lambda _message: None,
    earlier: Sequence[Run] = (),
) -> Bisection:
    """The last candidate that does well on the one page of a corpus, and the first that does not.

    The candidates are in order, the oldest first. Both ends are run first. What `earlier` runs
    recorded of a candidate is not run again, and tells whether there was one change only. Raises
    UsageError where the metric cannot judge the page, or the ends do not differ by the rule, and
    UnavailableError where no two candidates can be run.
    """
    (page,) = corpus.pages
    _check_judged(gauge, page, judged=gauge.metric.judges(page.gold))
    trials = Trials(candidates, corpus, gauge, carry)
    for run in earlier:
        trials.know(run)
    older, newer = _ends(trials)
    first = trials.seen[older]
    _check_judged(gauge, page, judged=first.value is not None or not first.answered)
    rule = gauge.rule(first.value)
    say(f"Broken is: {rule}.")
    _check_ends(trials, rule, older, newer)

    def look(place: int) -> Verdict:
        (seen,) = trials.look(place)
        verdict = seen.verdict(rule)
        say(f"{candidates[place].name}: {verdict}.")
        return verdict

    turn = turn_of(older, newer, look)
    remarks = tuple(_remarks(trials, rule, older, newer))
    return _answer(name, page, candidates, trials, rule, turn, remarks)


def _answer(
    name: str,
    page: Page,
    candidates: Sequence[Candidate],
    trials: Trials,
    rule: Rule,
    turn: Turn,
    remarks: tuple[str, ...],
) -> Bisection:
    """What was found, with all that was tried on the way."""
    good, broken = trials.seen[turn.good], trials.seen[turn.broken]
    return Bisection(
        extractor=name,
        page=page.id,
        rule=rule,
        candidates=len(candidates),
        last_good=_trial(trials, rule, turn.good),
        first_broken=_trial(trials, rule, turn.broken),
        between=tuple(candidates[place].name for place in turn.between),
        tried=tuple(_trial(trials, rule, place) for place in sorted(trials.seen)),
        changes=tuple(_changes(good.answers.system, broken.answers.system)),
        pieces=changed_text(*(text_of(one.answers.extractions[0]) for one in (good, broken))),
        remarks=remarks,
    )


def only(corpus: Corpus, name: str) -> Corpus:
    """A corpus of one of its pages; CorpusError where the name is of none or of several."""
    return replace(corpus, pages=(corpus.page(name),), left_out={})


def _check_judged(gauge: Gauge, page: Page, *, judged: bool) -> None:
    """UsageError where a page has no value, so that nothing can be said of any version."""
    if not judged:
        raise UsageError(
            f"{page.id} has no {gauge.value} of {gauge.metric!r}: its gold or the output lacks "
            "what that reads. Name another metric with --metric, or another page."
        )


def _ends(trials: Trials) -> tuple[int, int]:
    """The oldest and the newest candidate that can be run."""
    last = len(trials.candidates) - 1
    trials.look(0, last)
    older = next((n for n in range(last + 1) if trials.look(n)[0].had), last)
    newer = next((n for n in range(last, older, -1) if trials.look(n)[0].had), older)
    if newer == older:
        reason = next(one.reason for one in trials.seen.values() if one.reason)
        raise UnavailableError(
            f"No two of {counted(len(trials.candidates), 'version')} can be run here, so there is "
            f"nothing to compare: {reason}"
        )
    return older, newer


def _check_ends(trials: Trials, rule: Rule, older: int, newer: int) -> None:
    """UsageError where the page is not good at the older end and broken at the newer."""
    names = [trials.candidates[place].name for place in (older, newer)]
    seen = [trials.seen[place] for place in (older, newer)]
    if seen[0].verdict(rule) == "broken":
        raise UsageError(
            f"The page is broken at the older end already, {names[0]} ({_told(seen[0])}; broken "
            f"is {rule}): begin with an older version."
        )
    if seen[1].verdict(rule) == "good":
        known = (n for n in sorted(trials.seen) if trials.seen[n].verdict(rule) == "broken")
        mended = next((f" {trials.candidates[n].name} is broken: end there." for n in known), "")
        raise UsageError(
            f"The ends do not differ: {names[0]} has {_told(seen[0])} and {names[1]} "
            f"{_told(seen[1])}, and broken is {rule}.{mended} Name other ends or a limit "
            "with --below; a sweep of that page shows every version."
        )


def _told(seen: Seen) -> str:
    if not seen.answered:
        return seen.answers.extractions[0].outcome
    return "no value" if seen.value is None else f"{seen.value:.3f}"


def _trial(trials: Trials, rule: Rule, place: int) -> Trial:
    candidate, seen = trials.candidates[place], trials.seen[place]
    extraction = seen.answers.extractions[0] if seen.had else None
    return Trial(
        name=candidate.name,
        run=str(seen.folder),
        extractor=seen.answers.system.spec,
        date=candidate.date,
        title=candidate.title,
        verdict=seen.verdict(rule),
        value=seen.value,
        outcome=extraction.outcome if extraction else None,
        reason=seen.reason or (extraction.reason if extraction else None),
    )


def _changes(was: SystemRecord, now: SystemRecord) -> Iterator[str]:
    """What else is of another version, beside the extractor."""
    own = f" {was.version or 'unknown'} -> {now.version or 'unknown'}"
    for change in changed_circumstances(_record(was), _record(now)):
        if not change.endswith(own):
            yield change


def _record(system: SystemRecord) -> ExtractorRecord:
    return ExtractorRecord(
        spec=system.spec,
        version=system.version,
        python=system.runtime,
        libxml2=system.libxml2,
        packages=system.packages,
    )


def _remarks(trials: Trials, rule: Rule, older: int, newer: int) -> Iterator[str]:
    """How far the answer can be trusted."""
    names = [one.name for one in trials.candidates]
    for asked, taken, end in ((0, older, "older"), (len(names) - 1, newer, "newer")):
        if asked != taken:
            yield (
                f"{names[asked]} could not be run ({trials.seen[asked].reason}), so {names[taken]} "
                f"is the {end} end."
            )
    seen = [trials.seen[place] for place in sorted(trials.seen)]
    verdicts = [one.verdict(rule) for one in seen]
    if not is_one_turn(verdicts):
        yield "The page broke and was mended in between: there is more than one change to find."
    for side in ("good", "broken"):
        values = [one.value or 0.0 for one, v in zip(seen, verdicts, strict=True) if v == side]
        if max(values) - min(values) > FALL:
            yield (
                f"The {side} versions that were tried have values from {min(values):.3f} to "
                f"{max(values):.3f}: the page changed more than once."
            )
