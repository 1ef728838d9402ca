"""Rules tried on all pages of a corpus with one extractor: several pages side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial

import msgspec

from boilerbench.answers import answers_of
from boilerbench.backlog import RETRIED
from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.extracting import extract
from boilerbench.keeping import kept
from boilerbench.progress import Progress, Silent
from boilerbench.records import Extraction, Page
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import Cut, Seen, TextRules, joined, lines_seen, without
from boilerbench.rules.model import Rule
from boilerbench.rules.pruning import Trouble
from boilerbench.rules.scopes import host_of
from boilerbench.rules.trials import Extract, PageTrial, try_page
from boilerbench.runs import Run
from boilerbench.scoring.parts import text_of
from boilerbench.sessions import SessionPool
from boilerbench.systems import System


@dataclass(frozen=True)
class Trials:
    """The pages of a corpus on which rules were tried, and rules that could not be, and why."""

    rules: tuple[Rule, ...]
    pages: tuple[PageTrial, ...]
    troubles: tuple[Trouble, ...] = ()


def try_rules(
    rules: Sequence[Rule],
    corpus: Corpus,
    system: System,
    pool: SessionPool,
    *,
    known: Mapping[str, Extraction] | None = None,
    jobs: int = 1,
    leave_one_out: bool = False,
    progress: Progress | None = None,
) -> Trials:
    """What an extractor makes of each page without rules, with each rule, and with all of them.

    `known` has extractions without rules by page id, those at hand. Only pages on which a rule of
    pages fires are extracted again. A page that ended at a limit is tried once more, alone. Stored
    outputs cannot be extracted again: rules of pages are troubles then. ValueError for a rule that
    cannot be compiled.
    """
    texts, shown = TextRules(rules), progress or Silent()
    can_prune = isinstance(system.origin, Command)
    with ExitStack() as stack:
        task = partial(
            _tried,
            pruner=stack.enter_context(Pruner(rules)) if can_prune else None,
            extract=partial(_extract, system, pool),
            known=known or {},
            leave_one_out=leave_one_out,
        )
        stack.callback(shown.end)
        shown.begin(len(corpus.pages))
        threads = stack.enter_context(_threads(jobs, pool))
        again = _each(task, kept(corpus).pages, threads, partial(shown.step, system.record))
    cleaned = _cleaned(again, texts, leave_one_out=leave_one_out)
    troubles = [one for trial in cleaned for one in trial.troubles]
    if not can_prune:
        why = "the outputs are stored ones, and no page can be extracted anew"
        troubles += [Trouble(at, why) for at, rule in enumerate(rules) if rule.of_page]
    return Trials(tuple(rules), tuple(cleaned), tuple(dict.fromkeys(troubles)))


@contextmanager
def _threads(jobs: int, pool: SessionPool) -> Iterator[ThreadPoolExecutor]:
    """So many threads; where the work on them fails nobody waits for what they are at."""
    with ThreadPoolExecutor(jobs) as threads, ExitStack() as if_it_fails:
        if_it_fails.callback(threads.shutdown, wait=False, cancel_futures=True)
        if_it_fails.callback(pool.close)  # ends the page that a thread waits for
        yield threads
        if_it_fails.pop_all()


def _each(
    task: Callable[[Page], PageTrial],
    pages: Sequence[Page],
    threads: ThreadPoolExecutor,
    step: Callable[[Extraction], None],
) -> list[PageTrial]:
    """The trials of the pages; one that ended at a limit is made once more, alone."""
    found = []
    for trial in threads.map(task, pages):
        found.append(trial)
        step(trial.raw)
    return [task(one.page) if _hit_a_limit(one) else one for one in found]


def known_outputs(run: Run, corpus: Corpus, system: System) -> dict[str, Extraction]:
    """What a run has of the outputs of a system as it is now.

    Nothing where its code was another, or the run was made under rules; pages that ended at a
    limit are left out. Raises RunError where its pages are not those of the corpus.
    """
    if run.manifest.rules is not None:
        return {}
    again = {*RETRIED, "unavailable"}
    for one in answers_of(run, corpus):
        same = one.system.spec == system.record.spec
        if same and one.system.fingerprint == system.record.fingerprint:
            return {e.page: e for e in one.extractions if e.outcome not in again}
    return {}


def _extract(system: System, pool: SessionPool, page: Page) -> Extraction:
    return extract(system, page, pool)


def _tried(
    page: Page,
    pruner: Pruner | None,
    extract: Extract,
    known: Mapping[str, Extraction],
    *,
    leave_one_out: bool,
) -> PageTrial:
    return try_page(page, pruner, extract, raw=known.get(page.id), leave_one_out=leave_one_out)


def _hit_a_limit(trial: PageTrial) -> bool:
    made = (trial.raw, trial.base, trial.together, *trial.pruned.values(), *trial.but.values())
    return any(one.outcome in RETRIED for one in made)


def _cleaned(
    trials: Sequence[PageTrial], texts: TextRules, *, leave_one_out: bool
) -> list[PageTrial]:
    """The trials with what the rules of text do to them."""
    before = _seen(texts, trials, [one.raw for one in trials])
    after = _seen(texts, trials, [one.together for one in trials])
    return [
        _with_text_rules(one, texts, before, after, leave_one_out=leave_one_out) for one in trials
    ]


def _seen(
    texts: TextRules, trials: Sequence[PageTrial], made: Sequence[Extraction]
) -> Mapping[str, Seen]:
    if not texts.needs_sites:
        return {}
    outputs = zip(trials, made, strict=True)
    return lines_seen((one.page.site, text_of(extraction)) for one, extraction in outputs)


def _with_text_rules(
    trial: PageTrial,
    texts: TextRules,
    before: Mapping[str, Seen],
    after: Mapping[str, Seen],
    *,
    leave_one_out: bool,
) -> PageTrial:
    page, troubles = trial.page, list(trial.troubles)
    host = host_of(page.url)
    cuts = texts.cuts(trial.text, host, seen=before.get(page.site), troubles=troubles)

    @cache
    def cuts_of(text: str) -> list[Cut]:
        return texts.cuts(text, host, seen=after.get(page.site))

    def clean(extraction: Extraction, but: int | None = None) -> Extraction:
        text = text_of(extraction)
        spans = joined((cut.start, cut.end) for cut in cuts_of(text) if cut.rule != but)
        if not spans:
            return extraction
        return msgspec.structs.replace(extraction, text=without(text, spans), markdown=None)

    rules = dict.fromkeys(cut.rule for cut in cuts) if leave_one_out else {}
    return replace(
        trial,
        cuts=tuple(cuts),
        together=clean(trial.together),
        but={rule: clean(one) for rule, one in trial.but.items()}
        | {rule: clean(trial.together, rule) for rule in rules},
        troubles=tuple(dict.fromkeys(troubles)),
    )
