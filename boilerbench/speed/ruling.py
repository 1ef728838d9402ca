"""What cleaning rules take by themselves, and the pages that they leave to be timed."""

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import mean
from typing import Final, TypeVar

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Page
from boilerbench.rules.applying import Applied
from boilerbench.rules.model import RunRules
from boilerbench.rules.pruning import Pruned, prune, wording
from boilerbench.rules.scopes import host_of
from boilerbench.speed.folder import Measurement
from boilerbench.speed.record import Event, Ruled
from boilerbench.speed.results import RuleCost
from boilerbench.speed.watch import Watch
from boilerbench.trees import parse_page

PASSES: Final = 3
"""So often each page goes through; the least CPU time counts."""

Done = TypeVar("Done")


def ruled(corpus: Corpus, rules: RunRules) -> Corpus:
    """The pages of a corpus as extractors see them under rules."""
    with Applied(rules.rules) as applied:
        return replace(corpus, pages=tuple(_shown(applied, page) for page in corpus.pages))


def _shown(applied: Applied, page: Page) -> Page:
    shown, _ = applied.page(page)
    return shown


def time_rules(corpus: Corpus, rules: RunRules, log: Callable[[Event], None], watch: Watch) -> None:
    """Time parsing, pruning and cleaning of each page by themselves; ValueError for a bad rule.

    The text that is cleaned is all of the page's: more than an extractor returns.
    """
    watch.begin("rules", len(corpus.pages))
    gc.collect()
    gc.disable()
    try:
        with Applied(rules.rules) as applied:
            for number, page in enumerate(corpus.pages):
                log(_timed(applied, number, page))
                watch.step(1, "rules")
    finally:
        gc.enable()
        watch.end()


def _timed(applied: Applied, number: int, page: Page) -> Ruled:
    content = page.source.read()
    index = applied.pruner.index

    def pruned() -> Pruned:
        skipped = applied.pruner.skipped
        return prune(index, content, charset=page.charset, url=page.url, skipped=skipped)

    # Within bounds first: a rule that does not end is skipped in what is timed.
    fired = applied.pruner.prune(content, charset=page.charset, url=page.url).fired
    parse_ns, tree = _least(lambda: parse_page(content, page.charset))
    prune_ns, _ = _least(pruned)
    text = "" if tree is None else wording(tree)
    clean_ns, _ = _least(lambda: applied.texts.clean(text, host_of(page.url)))
    return Ruled(number, parse_ns, prune_ns, clean_ns, fired)


def _least(work: Callable[[], Done]) -> tuple[int, Done]:
    """The least CPU time of some passes in nanoseconds, and what came of the last."""
    found = []
    for _ in range(PASSES):
        begun = time.process_time_ns()
        done = work()
        found.append(time.process_time_ns() - begun)
    return min(found), done


def rule_cost(measurement: Measurement) -> RuleCost | None:
    """The mean of it over the pages; None for a measurement without rules."""
    rules = measurement.manifest.rules
    pages = [event for event in measurement.events if isinstance(event, Ruled)]
    if rules is None or not pages:
        return None
    return RuleCost(
        rules=str(rules),
        pages=len(pages),
        fired=sum(one.fired for one in pages),
        parse_ms=mean(one.parse_ns for one in pages) / 1e6,
        prune_ms=mean(one.prune_ns for one in pages) / 1e6,
        clean_ms=mean(one.clean_ns for one in pages) / 1e6,
    )
