"""The timing protocol from first to last: extractors made ready, surveyed, timed, written down."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import SpecError, UsageError
from boilerbench.machines import this_machine
from boilerbench.manifests import Settings, SystemRecord
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import ANSWERS, Page
from boilerbench.rules.model import RunRules
from boilerbench.running import Interrupted, check_settings
from boilerbench.runs import claim_folder
from boilerbench.sessions import SessionPool
from boilerbench.specs import ORACLE
from boilerbench.speed.callgrind import find_valgrind
from boilerbench.speed.cores import CoresProbe
from boilerbench.speed.counting import count_all
from boilerbench.speed.folder import Log, Measurement, find_row
from boilerbench.speed.record import (
    Event,
    Finished,
    Probed,
    Protocol,
    SpeedManifest,
    Surveyed,
    TimedCorpus,
    TimedPage,
)
from boilerbench.speed.rounds import Cell, Rounds, Taken
from boilerbench.speed.ruling import ruled, time_rules
from boilerbench.speed.subjects import Subject, steady, survey
from boilerbench.speed.throughput import PASSES, SECONDS, take_passes
from boilerbench.speed.warming import BEYOND_IMPORT, WARM_SECONDS
from boilerbench.speed.watch import Unwatched, Watch
from boilerbench.systems import System, distinguished, parse_specs
from boilerbench.version import VERSION

FEWEST_REPEATS: Final = 5
VALGRIND: Final = 50  # how many times as long a call takes under callgrind, roughly


def measure_speed(
    specs: Sequence[str],
    corpus: Corpus,
    *,
    out: Path | None = None,
    settings: Settings | None = None,
    protocol: Protocol | None = None,
    rules: RunRules | None = None,
    instructions: bool = False,
    reference: str | None = None,
    watch: Watch | None = None,
    say: Callable[[str], None] = lambda _message: None,
) -> Measurement:
    """Time extractors on the pages of a corpus, and write down what was measured.

    Under `rules` the pages are those that they leave, and the rules are timed by themselves. With
    `instructions` they are counted too; `reference` must be a row that can run. Extractors
    that cannot be had here are rows with a reason. Raises SpecError, AdapterError, UsageError for
    what has no speed, RunError for the folder and for pages that change meanwhile,
    UnavailableError without valgrind where it is needed.
    """
    wanted, how = check_settings(settings or Settings()), _checked(protocol or Protocol())
    if instructions:
        find_valgrind()  # before all that takes long
    systems = _ready(specs, wanted, say)
    served, corpus = corpus, ruled(corpus, rules) if rules else corpus
    manifest = _manifest(corpus, systems, wanted, how, rules)
    _check_reference(reference, manifest.systems)
    folder = out if out is not None else claim_folder(f"{corpus.name}-speed")
    with Log(folder, manifest) as log, _interruptible(folder):
        begun, pages, shown = time.monotonic(), steady(corpus), watch or Unwatched()
        if rules is not None:
            time_rules(served, rules, log.add, shown)
        timed = _measure(
            _subjects(systems), pages, manifest, log.add, shown, say, instructions=instructions
        )
        if instructions:
            count_all(systems, pages, timed, log.add, shown)
        log.add(Finished(time.monotonic() - begun))
        return Measurement(folder, manifest, tuple(log.events))


def _manifest(
    corpus: Corpus,
    systems: Sequence[System],
    settings: Settings,
    protocol: Protocol,
    rules: RunRules | None,
) -> SpeedManifest:
    return SpeedManifest(
        boilerbench=VERSION,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        corpus=_timed_corpus(corpus),
        systems=tuple(system.record for system in systems),
        settings=settings,
        protocol=protocol,
        machine=this_machine(),
        rules=rules,
    )


@contextmanager
def _interruptible(folder: Path) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as stopped:
        raise Interrupted(
            f"Interrupted; what was measured is printed by: boilerbench speed --from {folder}"
        ) from stopped


def _checked(protocol: Protocol) -> Protocol:
    if protocol.repeats < FEWEST_REPEATS:
        raise UsageError(
            f"{protocol.repeats} repeats are too few for an interval: take --repeats "
            f"{FEWEST_REPEATS} or more."
        )
    if protocol.processes < 1:
        raise UsageError(f"{protocol.processes} workers cannot work: give --processes 1 or more.")
    return protocol


def _check_reference(wanted: str | None, records: Sequence[SystemRecord]) -> None:
    if wanted is None:
        return
    found = find_row(wanted, records)
    if found.reason:
        raise UsageError(f"--reference {wanted} cannot run here: {found.reason}")


def _ready(specs: Sequence[str], settings: Settings, say: Callable[[str], None]) -> list[System]:
    """The systems, resolved and heard one by one: a start has the machine to itself."""
    parsed = parse_specs(specs)
    for spec in parsed:
        if spec.kind == "outputs" or (spec.kind == "name" and spec.name == ORACLE):
            raise SpecError(f"{spec}: stored texts have no speed; name extractors that run.")
    systems = distinguished(resolve_all(parsed, settings, jobs=1, say=say))
    with SessionPool(1) as pool:
        return greet_all(systems, pool, jobs=1)


def _subjects(systems: Sequence[System]) -> list[Subject]:
    return [
        Subject(number, system.record.label, system.origin, system.record.import_ms)
        for number, system in enumerate(systems)
        if isinstance(system.origin, Command)
    ]


def _timed_corpus(corpus: Corpus) -> TimedCorpus:
    digests = corpus.page_digests
    pages = tuple(
        TimedPage(page.id, len(page.source.read()), digests[page.id], page.site)
        for page in corpus.pages
    )
    return TimedCorpus(corpus.name, corpus.source, corpus.digest(), pages)


def _measure(
    subjects: Sequence[Subject],
    pages: Sequence[Page],
    manifest: SpeedManifest,
    log: Callable[[Event], None],
    watch: Watch,
    say: Callable[[str], None],
    *,
    instructions: bool,
) -> set[Cell]:
    """The survey, the rounds and the throughput; which pages of which system were timed."""
    protocol = manifest.protocol
    with CoresProbe() as probe:
        _read_cores(probe, log)
        wanted = _answered(_survey_all(subjects, pages, log, watch))
        say(_forecast(wanted.values(), subjects, protocol, instructions=instructions))
        taken = Taken(wanted, protocol.repeats)
        sizes = [page.size for page in manifest.corpus.pages]
        Rounds(subjects, pages, sizes, taken, log, watch).take(protocol.seed)
        _read_cores(probe, log)
    if protocol.processes > 1:
        take_passes(
            subjects, pages, _warm_costs(taken), protocol.processes, protocol.seed, log, watch
        )
    return taken.wanted.keys() - taken.failed


def _read_cores(probe: CoresProbe, log: Callable[[Event], None]) -> None:
    for processes in sorted({1, probe.width}):
        log(Probed(probe.take(processes)))


def _answered(seen: Iterable[Surveyed]) -> dict[Cell, float]:
    """The cells that were answered, with their wall milliseconds."""
    return {
        (one.system, one.page): one.wall_ns / 1e6
        for one in seen
        if one.outcome in ANSWERS and one.wall_ns
    }


def _warm_costs(taken: Taken) -> dict[int, dict[int, float]]:
    """The median wall milliseconds of each page's calls, by system."""
    costs: dict[int, dict[int, float]] = {}
    for (system, page), calls in taken.calls.items():
        if calls and (system, page) not in taken.failed:
            cost = median(call.wall_ns for call in calls) / 1e6
            costs.setdefault(system, {})[page] = cost
    return costs


def _survey_all(
    subjects: Sequence[Subject],
    pages: Sequence[Page],
    log: Callable[[Event], None],
    watch: Watch,
) -> list[Surveyed]:
    watch.begin("first pass", len(subjects) * len(pages))
    try:
        each = partial(survey, pages=pages, log=log, watch=watch)
        return [seen for subject in subjects for seen in each(subject)]
    finally:
        watch.end()


def _forecast(
    milliseconds: Iterable[float],
    subjects: Sequence[Subject],
    protocol: Protocol,
    *,
    instructions: bool,
) -> str:
    """How long it will take, said once where no progress line is drawn."""
    calls = sum(milliseconds) / 1000
    imports = sum((one.import_ms or 0) / 1000 + BEYOND_IMPORT for one in subjects)
    start = imports + WARM_SECONDS * len(subjects)
    seconds = (calls + start) * protocol.repeats
    if protocol.processes > 1:
        seconds += PASSES * (SECONDS * len(subjects) + start)
    if instructions:
        seconds += VALGRIND * (imports + 4 * calls)
    told = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
    return f"This will take about {told}, and up to three times that where others work too."
