"""A gate that tests ask for: which extractors and pages, carried out once for all of them."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.digests import short_digest
from boilerbench.errors import BaselineError
from boilerbench.gating.baselines import Baseline, read_baseline
from boilerbench.gating.findings import Finding, GateResult
from boilerbench.gating.judging import Question, judge
from boilerbench.gating.pinning import Gauge, gauge
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.gating.updating import repinned
from boilerbench.running import run
from boilerbench.runs import Run, read_run
from boilerbench.specs import parse_spec


class GateRequest(msgspec.Struct, frozen=True):
    """What is to be run and held against which baseline; alike requests are one.

    Paths in specs and corpus begin at the folder `home`, wherever tests are started; who carries a
    request out is there.
    """

    specs: tuple[str, ...]
    corpus: str
    baseline: str
    pages: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    tolerances: tuple[str, ...] = ()
    home: str = "."

    def opened(self) -> Corpus:
        """The pages asked for."""
        corpus = open_corpus(self.corpus)
        return select(corpus, pages=self.pages) if self.pages else corpus

    @property
    def rows(self) -> dict[str, str]:
        """Every spec as it is printed, with what its row is called in the name of a test."""
        parsed = [parse_spec(spec) for spec in self.specs]
        return {str(spec): spec.label or str(spec) for spec in parsed}

    @property
    def measured(self) -> Gauge:
        """What is measured of each page."""
        return gauge(self.metrics)

    def folder(self, root: Path) -> Path:
        """Where its run lies below a folder: another one for other specs or pages."""
        told = msgspec.json.encode((self.specs, self.corpus, self.pages))
        return root / short_digest(told)


def carried_out(request: GateRequest, root: Path) -> Run:
    """The run of a request; what an earlier one has of the same code and pages is kept.

    Processes that ask for it at once wait for each other. Raises as `run` does.
    """
    folder = request.folder(root)
    with _alone(folder):
        return run(request.specs, request.opened(), out=folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def verdict_on(request: GateRequest, root: Path) -> GateResult:
    """The verdict on a run that was carried out; raises as `judge` does."""
    asked = _question(request, read_baseline(Path(request.baseline)))
    return judge(asked, read_run(request.folder(root)), request.opened())


def pinned_anew(request: GateRequest, root: Path) -> tuple[Baseline, tuple[Finding, ...], str]:
    """The baseline that a run would pin, what of it is worse than pinned, why that is not known."""
    made, corpus = read_run(request.folder(root)), request.opened()
    if not Path(request.baseline).exists():
        return repinned(made, corpus, request.measured), (), ""
    old = read_baseline(Path(request.baseline))
    new = repinned(made, corpus, request.measured, old)
    try:
        return new, judge(_question(request, old), made, corpus).regressions, ""
    except BaselineError as error:
        return new, (), str(error)


def _question(request: GateRequest, baseline: Baseline) -> Question:
    measured = request.measured
    tolerated = parse_tolerances(request.tolerances, measured.values)
    return Question(baseline, Path(request.baseline), measured, tolerated)


def about(findings: Sequence[Finding], label: str, page: str | None) -> list[Finding]:
    """The regressions of one extractor: on a page, or those over all pages where it is None."""
    return [
        one
        for one in findings
        if one.extractor == label and one.page == page and one.weight == "regression"
    ]
