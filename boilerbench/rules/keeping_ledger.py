"""The ledger of a rule file, from rules that were tried on the pages of a corpus."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction
from boilerbench.rules.accounts import (
    Account,
    Effects,
    account,
    counts,
    destroyed,
    effects_by,
    failed,
    overlap,
)
from boilerbench.rules.cleaning import Seen
from boilerbench.rules.ledgers import All, Entry, Ledger, Skipped, Standing, Whose
from boilerbench.rules.model import RuleFile
from boilerbench.rules.standings import Pair, pair, standing
from boilerbench.rules.trials import PageTrial
from boilerbench.rules.trying import Trials
from boilerbench.rules.ungolded import leftover, no_gold, repeated_lines
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.parts import text_of
from boilerbench.signatures import signature_of

Outputs = Callable[[PageTrial], tuple[str | None, str | None]]
"""The outputs of a page that are held against each other: without something, and with it."""


@dataclass(frozen=True)
class Books:
    """All that entries are made from."""

    file: RuleFile
    accounts: tuple[Account, ...]
    seen: Mapping[str, Seen]
    seed: int
    leave_one_out: bool

    @property
    def trials(self) -> list[PageTrial]:
        """The pages as they were tried."""
        return [one.trial for one in self.accounts]

    def whose(self, rule: int) -> Whose:
        """A rule by name."""
        said = self.file.rules[rule]
        return Whose(rule + 1, self.file.place(rule), str(said), said.kind)

    def standings(self, outputs: Outputs) -> tuple[Standing | None, Standing | None]:
        """What changes over all judged pages, and over those whose output changes."""
        pairs: list[Pair] = []
        changed: list[Pair] = []
        for one in self.trials:
            without, with_rule = outputs(one)
            found = pair(one.page, without, with_rule)
            if found is not None:
                pairs.append(found)
                changed += [found] if without != with_rule else []
        return standing(pairs, self.seed), standing(changed, self.seed)


def ledger_of(
    file: RuleFile,
    trials: Trials,
    corpus: Corpus,
    system: SystemRecord,
    *,
    seed: int = 0,
    leave_one_out: bool = False,
) -> Ledger:
    """What each rule of a file did, which did nothing, and what all did together."""
    accounts = tuple(map(account, trials.pages))
    books = Books(file, accounts, repeated_lines(accounts), seed, leave_one_out)
    fired = {rule for one in accounts for rule in one.effects.rules}
    skipped = _skipped(file, trials)
    idle = {one.place for one in skipped}
    active = [at for at, rule in enumerate(file.rules) if rule.on and not rule.exception]
    silent = [books.whose(at) for at in active if at not in fired]
    judged = sum(HEADLINE.judges(page.gold) for page in corpus.pages)
    signature = signature_of(HEADLINE, corpus, judged, average="page", seed=seed)
    return Ledger(
        corpus=corpus.name,
        digest=corpus.digest(),
        extractor=system.spec,
        version=system.version,
        rules=file.name,
        pages=len(corpus.pages),
        judged=judged,
        sites=len({page.site for page in corpus.pages}),
        unanswered=tuple(one.page.id for one in trials.pages if not one.raw.answered),
        metric=repr(HEADLINE),
        signature=signature.long,
        short_signature=signature.short,
        entries=tuple(_entry(books, rule) for rule in sorted(fired)),
        together=_all(books, _together(accounts), lambda one: one.together),
        control=_all(books, _controls(accounts), lambda one: one.base),
        controls=sum(one.control is not None for one in trials.pages),
        silent=tuple(one for one in silent if one.place not in idle),
        skipped=skipped,
        no_gold=no_gold(accounts),
    )


def _entry(books: Books, rule: int) -> Entry:
    effects = effects_by(books.accounts, rule)
    outputs = {
        one.trial.page.id: (one.trial.without_rule(rule), one.trial.with_rule(rule))
        for one, _ in effects
    }

    def held(trial: PageTrial) -> tuple[str | None, str | None]:
        raw = _answer(trial.raw)
        return outputs.get(trial.page.id, (raw, raw))

    over_all, over_changed = books.standings(held)
    return Entry(
        whose=books.whose(rule),
        found=sum(effect.fired for _, effect in effects),
        pages=len(effects),
        sites=len({one.trial.page.site for one, _ in effects}),
        changed=sum(without != with_rule for without, with_rule in outputs.values()),
        counts=counts(effects),
        destroyed=destroyed(effects),
        failed=failed(effects),
        over_all=over_all,
        over_changed=over_changed,
        overlap=overlap(effects, rule),
        without=_left_out(books, rule) if books.leave_one_out else None,
        unjudged=leftover(effects, books.seen),
    )


def _left_out(books: Books, rule: int) -> Standing | None:
    """What this rule adds to all others: outputs with all but it, and with all."""

    def outputs(trial: PageTrial) -> tuple[str | None, str | None]:
        together = _answer(trial.together)
        return (_answer(trial.but[rule]) if rule in trial.but else together), together

    return books.standings(outputs)[0]


def _all(books: Books, effects: Effects, made: Callable[[PageTrial], Extraction]) -> All:
    """What other outputs of all pages do to those without rules."""
    over_all, over_changed = books.standings(
        lambda trial: (_answer(trial.raw), _answer(made(trial)))
    )
    return All(
        changed=len(effects),
        counts=counts(effects),
        destroyed=destroyed(effects),
        failed=failed(effects),
        over_all=over_all,
        over_changed=over_changed,
    )


def _together(accounts: Sequence[Account]) -> Effects:
    """The pages that all rules together change."""
    return [
        (one, one.between(one.trial.together))
        for one in accounts
        if _answer(one.trial.together) != _answer(one.trial.raw)
    ]


def _controls(accounts: Iterable[Account]) -> Effects:
    """The pages whose output is another when they are parsed and serialised."""
    return [
        (one, one.effects.control)
        for one in accounts
        if one.effects.control is not None and _answer(one.trial.base) != _answer(one.trial.raw)
    ]


def _answer(extraction: Extraction) -> str | None:
    return text_of(extraction) if extraction.answered else None


def _skipped(file: RuleFile, trials: Trials) -> tuple[Skipped, ...]:
    """Rules and lines that were not carried out."""
    rules = [
        Skipped(file.place(one.rule), str(file.rules[one.rule]), one.why) for one in trials.troubles
    ]
    lines = [
        Skipped(f"{one.file or file.name}:{one.line}", one.text, one.why) for one in file.unapplied
    ]
    return (*rules, *lines)
