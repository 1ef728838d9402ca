"""The lines under a leaderboard: what leaked, what failed, what to make of it, what to type."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import UNREADABLE, Corpus
from boilerbench.hosts import described
from boilerbench.leakage import silence
from boilerbench.reporting.legends import legend
from boilerbench.runs import RUNS, Run
from boilerbench.scores import Scores
from boilerbench.scoring import LeakCounts, Metric
from boilerbench.visible import visible
from boilerbench.wording import WIDTH, counted, wrapped

NAMED_PAGES = 3
_FEW = 3
_ID, _BEGINNING = 48, 24  # characters
_LONGEST = 240  # of a reason where they are few, else a line is enough; `--format json` has it all


def remarks(
    run: Run,
    corpus: Corpus,
    answers: Sequence[Answers],
    scores: Scores,
    metrics: Sequence[Metric],
) -> list[str]:
    """The lines under all tables, at most 100 columns wide but for signatures."""
    paragraphs = [
        *happenings(run, answers, scores),
        *legend(corpus, scores, metrics),
        *circumstances(corpus),
        f"Run folder: {run.path}",
        _next(run) if metrics else _next_without_gold(run, scores),
    ]
    return [line for one in paragraphs for part in one.split("\n") for line in wrapped(part)]


def happenings(run: Run, answers: Sequence[Answers], scores: Scores) -> Iterator[str]:
    """What went on while extracting, a paragraph each: failures, silence, starts, the network."""
    reasons = {one.system.name: one.system.reason for one in answers if one.system.reason}
    yield from unavailable(reasons)
    yield from _failures(answers, run)
    yield from _silences(answers)
    yield from _started_anew(answers)
    yield from _cleaned(run)
    yield from _indicative(run, scores)
    yield from _unlike_machines(answers)
    yield from _reaching_out(answers)


def circumstances(corpus: Corpus) -> Iterator[str]:
    """What must be known of a corpus, a paragraph each: drafts, pages left out, what it is."""
    yield from _drafts(corpus)
    yield from _left_out(corpus)
    yield from _passed_over(corpus)
    yield from _detected(corpus)
    yield _kind_of_corpus(corpus)


def _next(run: Run) -> str:
    """The command to type next; the newest run of this folder need not be named."""
    where = "" if run.path.parent == RUNS else f" --run {run.path}"
    return (
        f"Next: `boilerbench show{where}` for the ten worst pages, "
        f"`boilerbench show PAGE{where}` for one."
    )


def _next_without_gold(run: Run, scores: Scores) -> str:
    """The command that shows a page on which extractors differ most; nothing there has a worst."""
    where = "" if run.path.parent == RUNS else f" --run {run.path}"
    page = next((one.page for part in scores.likeness for one in part.outliers), "PAGE")
    return f"Next: `boilerbench show {page}{where}` for what each extractor made of that page."


def leak_lines(answers: Sequence[Answers], leaks: Mapping[str, LeakCounts]) -> list[str]:
    """On how many pages each extractor leaked each kind, a line or two an extractor.

    Converters are left out: they keep nearly every kind on nearly every page.
    """
    leaking = [
        (one.system.name, leaks[one.system.spec])
        for one in answers
        if one.system.kind == "extractor"
        and one.system.spec in leaks
        and leaks[one.system.spec].pages[0]
    ]
    width = max((len(name) for name, _ in leaking), default=0)
    lines = ["Leaked pages by kind:"] if leaking else []
    for name, leaked in leaking:
        kinds = ", ".join(f"{kind} {n}/{m}" for kind, (n, m) in leaked.kinds.items() if n)
        lines += wrapped(f"  {name:<{width}}  {kinds}")
    return lines


def unavailable(reasons: Mapping[str, str]) -> list[str]:
    """The lines that say why extractors cannot run: one for each where they are many."""
    longest = _LONGEST if len(reasons) <= _FEW else WIDTH
    sentences = [f"{name} is unavailable: {reason}" for name, reason in reasons.items()]
    short = [textwrap.shorten(one, longest, placeholder=" …") for one in sentences]
    return [line for one in short for line in wrapped(one)]


def _failures(answers: Sequence[Answers], run: Run) -> Iterator[str]:
    for one in answers:
        if one.system.reason:
            continue
        failed = [e for e in one.briefs if not e.answered]
        if failed:
            named = ", ".join(
                f"{visible(_named(e.page))} ({_why(e.outcome, e.reason)})"
                for e in failed[:NAMED_PAGES]
            )
            more = f" and {len(failed) - NAMED_PAGES} more" if len(failed) > NAMED_PAGES else ""
            pages = counted(len(failed), "page")
            yield f"{one.system.name} failed on {pages}: {named}{more}."
        if one.missing:
            yield (
                f"{one.system.name} has {len(one.extractions)} of {len(one.pages)} pages: "
                f"`boilerbench run --resume --out {run.path}` extracts the rest."
            )


def _named(page: str) -> str:
    """A page's id whole, as crawls have them; of a digest its beginning, which names it too."""
    return page if len(page) <= _ID else f"{page[:_BEGINNING]}…"


def _why(outcome: str, reason: str | None) -> str:
    return f"{outcome}: {textwrap.shorten(reason, 60)}" if reason else outcome


def _silences(answers: Sequence[Answers]) -> Iterator[str]:
    for one in answers:
        found = silence(one)
        if found:
            silent, pages = found
            where = f"{silent} of {counted(pages, 'page')} without text"
            yield f"{one.system.name} kept silent on {where}."


def _started_anew(answers: Sequence[Answers]) -> Iterator[str]:
    names = [one.system.name for one in answers if one.system.process_per_page]
    if names:
        yield f"Times include the start of a process for every page: {', '.join(names)}."


def _cleaned(run: Run) -> Iterator[str]:
    """That the scores are of outputs that went through rules."""
    if run.manifest.rules is not None:
        yield f"Pages and outputs were cleaned by {run.manifest.rules}; gold was not."


def _indicative(run: Run, scores: Scores) -> Iterator[str]:
    """That several workers at once slow each other down."""
    jobs = run.manifest.jobs
    if jobs is not None and jobs > 1 and any(row.speed for row in scores.rows):
        yield (
            f"CPU ms/page is indicative, as {jobs} workers ran at once: "
            "`boilerbench speed` measures speed."
        )


def _unlike_machines(answers: Sequence[Answers]) -> Iterator[str]:
    """Why there is no speed, where the pages were timed here and there."""
    machines = next((one.machines for one in answers), ())
    if len(machines) > 1:
        kinds = "; ".join(map(described, machines))
        yield (
            f"No speed is shown, as pages were timed on unlike machines ({kinds}): "
            "`boilerbench speed` on one of them measures speed."
        )


def _reaching_out(answers: Sequence[Answers]) -> Iterator[str]:
    """Who tried to reach the network, which costs time even where nobody answers."""
    for one in answers:
        tried = [e.network_attempts for e in one.briefs if e.network_attempts]
        if tried:
            pages = counted(len(tried), "page")
            attempts = counted(sum(tried), "attempt")
            yield f"{one.system.name} reached for the network on {pages}: {attempts}, all refused."


def _drafts(corpus: Corpus) -> Iterator[str]:
    """What is proposed and not yet gold: it favours the extractors whose consensus it is."""
    drafts = sum(bool(page.drafted) for page in corpus.pages)
    if drafts:
        are = "is a draft" if drafts == 1 else "are drafts"
        yield (
            f"{drafts} of {counted(len(corpus.pages), 'page')} {are}: that gold is what extractors "
            f"agreed on, and favours them. `boilerbench corpus edit {corpus.source}` makes it gold."
        )


def _left_out(corpus: Corpus) -> Iterator[str]:
    """Pages that the corpus names and nobody can judge or read: no score may hide them."""
    unread = sum(reason in UNREADABLE for reason in corpus.left_out.values())
    for count, cannot in ((len(corpus.left_out) - unread, "judged"), (unread, "read")):
        if count:
            pages, verb = counted(count, "page"), "counts" if count == 1 else "count"
            told = left_out_counted(corpus, unread=cannot == "read")
            yield f"{pages} of {corpus.name} cannot be {cannot} and {verb} in no score: {told}."


def left_out_counted(corpus: Corpus, *, unread: bool | None = None) -> str:
    """How many pages of a corpus were left out for which reason, in words; all, or of one sort."""
    reasons = Counter(
        reason
        for reason in corpus.left_out.values()
        if unread is None or (reason in UNREADABLE) == unread
    )
    return ", ".join(f"{count} with {reason}" for reason, count in sorted(reasons.items()))


def _passed_over(corpus: Corpus) -> Iterator[str]:
    """What stood beside the pages in the files of a crawl."""
    if corpus.passed_over:
        told = (f"{what} {count}" for what, count in sorted(corpus.passed_over.items()))
        yield f"Passed over in {corpus.name}, as no pages: {', '.join(told)}."


def _detected(corpus: Corpus) -> Iterator[str]:
    """Facts that the source did not give, which extractors were told all the same."""
    for name in ("language", "url"):
        count = sum(name in page.detected for page in corpus.pages)
        if count:
            what = "The language" if name == "language" else "The URL"
            pages = f"{count} of {counted(len(corpus.pages), 'page')}"
            yield f"{what} of {pages} is not the source's but was detected."


def _kind_of_corpus(corpus: Corpus) -> str:
    sites = len({page.site for page in corpus.pages})
    size = f"{counted(len(corpus.pages), 'page')}, {counted(sites, 'site')}"
    if corpus.synthetic:
        return (
            f"Shipped corpus, synthetic, {size}: for CI and rules; "
            "to choose, add a public corpus or your own pages."
        )
    return f"Corpus {corpus.name}: {size}."
