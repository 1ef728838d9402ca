"""What an extractor makes of all pages under any setting of its options, each made once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from boilerbench.adapters import Adapter
from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RuleError, UnavailableError
from boilerbench.extracting import extract
from boilerbench.manifests import Settings
from boilerbench.measuring import row_of
from boilerbench.progress import Progress
from boilerbench.records import Extraction, Page
from boilerbench.rules.measuring_effects import effects_of
from boilerbench.rules.model import Rule
from boilerbench.rules.pruning import Trouble
from boilerbench.rules.trying import Trials, try_rules
from boilerbench.rules.tuning.objectives import Counts
from boilerbench.rules.tuning.remaking import Remaker
from boilerbench.rules.tuning.settings import Setting, with_setting
from boilerbench.rules.tuning.tallies import Tally, tally_of
from boilerbench.running import run
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.metric import failure
from boilerbench.sessions import SessionPool
from boilerbench.specs import Spec, parse_spec
from boilerbench.systems import System, resolve

Outputs = Mapping[str, Extraction]


def silent(_message: str) -> None:
    """Where remarks go that nobody wants."""


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """What rules do to the outputs of one setting, and the way to outputs under any of them.

    Of each trouble with a rule it has the pages, none where it is one of all pages.
    """

    tally: Tally
    remaker: Remaker
    troubles: Mapping[Trouble, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Bench:
    """Rules, pages, and an extractor whose runs are kept in a folder.

    `stored` are the outputs of the spec as it is given, and where they come from, if it is not to
    be run. `pages` are those that can be judged, in the order of sites and pages.
    """

    rules: Sequence[Rule]
    corpus: Corpus
    spec: Spec
    folder: Path
    pool: SessionPool
    adapter: Adapter | None = None
    limits: Settings = field(default_factory=Settings)
    jobs: int = 1
    stored: tuple[System, Outputs] | None = None
    progress: Progress | None = None
    say: Callable[[str], None] = silent
    _made: dict[Setting, tuple[System, Outputs]] = field(default_factory=dict, init=False)
    _worked: dict[Setting, Worked] = field(default_factory=dict, init=False)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages that can be judged."""
        judged = (page for page in self.corpus.pages if HEADLINE.judges(page.gold))
        return sorted(judged, key=lambda page: (page.site, page.id))

    def spec_of(self, setting: Setting) -> str:
        """The spec that has these options."""
        if not setting or self.adapter is None:
            return str(self.spec)
        return str(with_setting(self.spec, setting, self.adapter))

    def made(self, setting: Setting) -> tuple[System, Outputs]:
        """The extractor and its outputs; UnavailableError where it cannot run."""
        if setting not in self._made:
            given = self.stored if not setting else None
            self._made[setting] = given or self._run(setting)
        return self._made[setting]

    def _run(self, setting: Setting) -> tuple[System, Outputs]:
        spec = self.spec_of(setting)
        done = run(
            [spec],
            self.corpus,
            out=self.folder,
            settings=self.limits,
            jobs=self.jobs,
            progress=self.progress,
            say=self.say,
        )
        record = next(one for one in done.manifest.systems if one.spec == spec)
        if record.reason:
            raise UnavailableError(f"{spec} cannot run here: {record.reason}")
        origin = resolve(parse_spec(spec), self.limits, self.say).origin
        return System(record, origin), done.extractions(record)

    def worked(self, setting: Setting) -> Worked:
        """The rules tried on the outputs of a setting; RuleError for one that cannot compile."""
        if setting not in self._worked:
            self._worked[setting] = self._work(setting)
        return self._worked[setting]

    def _work(self, setting: Setting) -> Worked:
        system, known = self.made(setting)
        try:
            trials = try_rules(
                self.rules, self.corpus, system, self.pool, known=known, jobs=self.jobs
            )
        except ValueError as error:
            raise RuleError(f"A rule cannot be carried out: {error}.") from error
        again = partial(extract, system, pool=self.pool)
        can_prune = isinstance(system.origin, Command)
        return Worked(
            tally_of([effects_of(one) for one in trials.pages], len(self.rules)),
            Remaker(trials.pages, again if can_prune else None),
            {one: _pages_with(one, trials) for one in trials.troubles},
        )

    def headline(self, outputs: Outputs, pages: Sequence[Page] | None = None) -> Counts:
        """The shingles of the headline metric that outputs share with gold, have beyond, lack."""
        rows = [_row(page, outputs) for page in (self.pages if pages is None else pages)]
        shared, extra, missing = np.array(rows, dtype=float).reshape(-1, 3).T
        return Counts(shared, extra, shared + missing)


def _pages_with(trouble: Trouble, trials: Trials) -> list[str]:
    return [one.page.id for one in trials.pages if trouble in one.troubles]


def _row(page: Page, outputs: Outputs) -> Sequence[float]:
    row = row_of(HEADLINE, page, outputs.get(page.id))
    return (failure(HEADLINE, page.gold) or ()) if isinstance(row, str) else row
