"""The lines under a leaderboard: what leaked, what failed, what to make of it, what to type."""

import textwrap
from collections.abc import Iterator, Sequence

from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import Answers, answers_of, resampling_of
from boilerbench.leakage import leaked_pages, silence
from boilerbench.runs import Run
from boilerbench.scores import Scores
from boilerbench.scoring import Metric, NoiseLeaks

WIDTH = 100
NAMED_PAGES = 3


def remarks(run: Run, corpus: Corpus, scores: Scores, metrics: Sequence[Metric]) -> list[str]:
    """Every line under the tables, at most 100 columns wide."""
    answers = answers_of(run, corpus)
    paragraphs = [
        *(_leaks(answers) if any(isinstance(m, NoiseLeaks) for m in metrics) else ()),
        *_failures(answers, run),
        *_silences(answers),
        *_unjudged(corpus, metrics),
        *_legend(corpus, scores, metrics),
        _kind_of_corpus(corpus),
        f"Run folder: {run.path}",
        "Next: `boilerbench show` for the ten worst pages, `boilerbench show PAGE` for one.",
    ]
    return [line for paragraph in paragraphs for line in _wrapped(paragraph)]


def _leaks(answers: Sequence[Answers]) -> Iterator[str]:
    ranked = [one for one in answers if one.extractions and not one.system.scale]
    found = [(one.system.label, leaked_pages(one)) for one in ranked]
    leaking = [(label, leaked) for label, leaked in found if leaked.kinds]
    if leaking:
        yield "Leaked pages by kind:"
    width = max((len(label) for label, _ in leaking), default=0)
    for label, leaked in leaking:
        kinds = ", ".join(f"{kind} {n}/{m}" for kind, (n, m) in leaked.kinds.items())
        yield f"  {label:<{width}}  {kinds}"


def _failures(answers: Sequence[Answers], run: Run) -> Iterator[str]:
    for one in answers:
        if one.system.reason:
            yield f"{one.system.label} is unavailable: {one.system.reason}"
            continue
        failed = [e for e in one.extractions if not e.answered]
        if failed:
            named = ", ".join(
                f"{e.page[:24]} ({_why(e.outcome, e.reason)})" for e in failed[:NAMED_PAGES]
            )
            more = f" and {len(failed) - NAMED_PAGES} more" if len(failed) > NAMED_PAGES else ""
            yield f"{one.system.label} failed on {len(failed)} pages: {named}{more}."
        if one.missing:
            yield (
                f"{one.system.label} has {len(one.extractions)} of {len(one.pages)} pages: "
                f"`boilerbench run --resume --out {run.path}` extracts the rest."
            )


def _why(outcome: str, reason: str | None) -> str:
    return f"{outcome}: {textwrap.shorten(reason, 60)}" if reason else outcome


def _silences(answers: Sequence[Answers]) -> Iterator[str]:
    for one in answers:
        counted = silence(one)
        if counted:
            silent, pages = counted
            yield f"{one.system.label} kept silent on {silent} of {pages} pages without text."


def _unjudged(corpus: Corpus, metrics: Sequence[Metric]) -> Iterator[str]:
    for metric in metrics:
        left_out = [page for page in corpus.pages if not metric.judges(page.gold)]
        if left_out:
            pages = f"{len(left_out)} of {len(corpus.pages)} pages"
            yield f"{metric!r} cannot judge {pages}: they are left out."


def _legend(corpus: Corpus, scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    draws = resampling_of(corpus.pages, 0)
    few = ", as there are under ten sites" if draws.unit == "pages" else ""
    yield f"±: half a 95 % interval by bootstrap over {draws.units} {draws.unit}{few}."
    for metric in metrics:
        found = [row.scores[repr(metric)] for row in scores.rows if repr(metric) in row.scores]
        if found and any(metric.judges(page.gold) for page in corpus.pages):
            yield found[0].signature


def _kind_of_corpus(corpus: Corpus) -> str:
    sites = len({page.site for page in corpus.pages})
    size = f"{len(corpus.pages)} pages, {sites} sites"
    if corpus.synthetic:
        return (
            f"Shipped corpus, synthetic, {size}: for CI and rules; "
            "to choose, add a public corpus or your own pages."
        )
    return f"Corpus {corpus.name}: {size}."


def _wrapped(paragraph: str) -> list[str]:
    indent = "    " if paragraph.startswith("  ") else "  "
    return textwrap.wrap(
        paragraph, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
