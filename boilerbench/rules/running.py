"""A run under rules: each page pruned before it is extracted, each output cleaned behind it."""

import atexit
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.digests import short_digest
from boilerbench.recording import Recorder, read_extractions
from boilerbench.records import Extraction, Page
from boilerbench.rules.applying import Applied, recorded, sites_seen
from boilerbench.rules.model import RunRules
from boilerbench.systems import GoldOutputs, System
from boilerbench.wording import counted

Extract: TypeAlias = Callable[[System, Page], Extraction]


_AT_WORK: dict[str, Applied] = {}


def applied_here(rules: RunRules) -> Applied:
    """The rules at work in this process, whichever that is; they end when it does."""
    if (found := _AT_WORK.get(rules.digest)) is None:
        found = _AT_WORK.setdefault(rules.digest, Applied(rules.rules))
        atexit.register(found.pruner.close)
    return found


def under_rules(system: System, rules: RunRules | None) -> System:
    """A system whose outputs are stale when the rules change."""
    if rules is None or not _is_cleaned(system):
        return system
    fingerprint = short_digest(f"{system.record.fingerprint} rules {rules.digest}".encode())
    record = msgspec.structs.replace(system.record, fingerprint=fingerprint, rules=str(rules))
    return System(record, system.origin)


def _is_cleaned(system: System) -> bool:
    """Whether rules are for its outputs: gold is the scale, and stays as it is."""
    return system.origin is not None and not isinstance(system.origin, GoldOutputs)


def cleaning(work: Extract, rules: RunRules | None) -> Extract:
    """How a page is extracted under rules; what is returned can be sent to another process."""
    return work if rules is None else partial(_extract, work=work, rules=rules)


def _extract(system: System, page: Page, *, work: Extract, rules: RunRules) -> Extraction:
    if not _is_cleaned(system):
        return work(system, page)
    applied = applied_here(rules)
    if not isinstance(system.origin, Command):  # stored outputs are of the page as it was
        return applied.cleaned(work(system, page), page)
    shown, pruned = applied.page(page)
    extraction = work(system, shown)
    if pruned.fired or pruned.troubles:
        extraction = recorded(extraction, page, pruned)
    return applied.cleaned(extraction, page)


def clean_across_pages(
    systems: Sequence[tuple[System, Recorder, Path]], corpus: Corpus, rules: RunRules
) -> None:
    """Clean again by what is repeated across the pages of a site, now that all outputs are there.

    Only what that changes is recorded anew; done again, it changes nothing.
    """
    applied = applied_here(rules)
    if not applied.texts.needs_sites:
        return
    for system, recorder, file in systems:
        if not _is_cleaned(system):
            continue
        extractions = read_extractions(file)[1]
        seen = sites_seen(extractions, corpus.pages)
        for page in corpus.pages:
            if (was := extractions.get(page.id)) is not None:
                again = applied.cleaned(was, page, seen.get(page.site))
                if again != was:
                    recorder.record(again)


def skipped_rules(rules: RunRules) -> list[str]:
    """A sentence for each rule that was not carried out somewhere."""
    return [
        f"Rule {rules.rules[at]} was skipped on {counted(pages, 'page')}: {why}."
        for (at, why), pages in sorted(applied_here(rules).skipped.items())
    ]
