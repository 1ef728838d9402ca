"""The timing protocol from first to last: extractors made ready, surveyed, timed, written down."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import SpecError, UsageError
from boilerbench.machines import this_machine
from boilerbench.manifests import Settings
from boilerbench.predictions import StoredOutputs
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import ANSWERS
from boilerbench.running import Interrupted, check_settings
from boilerbench.runs import claim_folder
from boilerbench.sessions import SessionPool
from boilerbench.speed.callgrind import find_valgrind
from boilerbench.speed.cores import CoresProbe
from boilerbench.speed.counting import count_all
from boilerbench.speed.folder import Log, Measurement
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
from boilerbench.speed.rounds import WARM_SECONDS, take_rounds
from boilerbench.speed.subjects import Subject, survey
from boilerbench.speed.throughput import PASSES, SECONDS, take_passes
from boilerbench.speed.watch import Unwatched, Watch
from boilerbench.systems import GoldOutputs, System, distinguished, parse_specs
from boilerbench.version import VERSION

FEWEST_REPEATS = 5

Timed: TypeAlias = dict[tuple[int, int], float]


def measure_speed(
    specs: Sequence[str],
    corpus: Corpus,
    *,
    out: Path | None = None,
    settings: Settings | None = None,
    protocol: Protocol | None = None,
    instructions: bool = False,
    watch: Watch | None = None,
    say: Callable[[str], None] = lambda _message: None,
) -> Measurement:
    """Time extractors on the pages of a corpus, and write down what was measured.

    With `instructions` they are counted too. Extractors that cannot be had here are rows with a
    reason. Raises SpecError, AdapterError, UsageError for what has no speed, RunError for the
    folder, UnavailableError without valgrind where it is needed.
    """
    wanted, how = check_settings(settings or Settings()), _checked(protocol or Protocol())
    if instructions:
        find_valgrind()  # before all that takes long
    systems = _ready(specs, wanted, say)
    folder = out if out is not None else claim_folder(f"{corpus.name}-speed")
    manifest = SpeedManifest(
        boilerbench=VERSION,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        corpus=_timed_corpus(corpus),
        systems=tuple(system.record for system in systems),
        settings=wanted,
        protocol=how,
        machine=this_machine(),
    )
    with Log(folder, manifest) as log, _interruptible(folder):
        begun = time.monotonic()
        timed = _measure(_subjects(systems), corpus, how, log.add, watch or Unwatched(), say)
        if instructions:
            count_all(systems, corpus.pages, timed, log.add, watch or Unwatched())
        log.add(Finished(time.monotonic() - begun))
        return Measurement(folder, manifest, tuple(log.events))


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


def _ready(specs: Sequence[str], settings: Settings, say: Callable[[str], None]) -> list[System]:
    """The systems, resolved and heard one by one: a start has the machine to itself."""
    systems = distinguished(resolve_all(parse_specs(specs), settings, jobs=1, say=say))
    for system in systems:
        if isinstance(system.origin, StoredOutputs | GoldOutputs):
            raise SpecError(
                f"{system.record.spec}: stored texts have no speed; name extractors that run."
            )
    with SessionPool(1) as pool:
        return greet_all(systems, pool, jobs=1)


def _subjects(systems: Sequence[System]) -> list[Subject]:
    return [
        Subject(number, system.record.label, system.origin, system.record.import_ms)
        for number, system in enumerate(systems)
        if isinstance(system.origin, Command)
    ]


def _timed_corpus(corpus: Corpus) -> TimedCorpus:
    pages = tuple(TimedPage(page.id, len(page.source.read()), page.site) for page in corpus.pages)
    return TimedCorpus(corpus.name, corpus.source, corpus.digest(), pages)


def _measure(
    subjects: Sequence[Subject],
    corpus: Corpus,
    protocol: Protocol,
    log: Callable[[Event], None],
    watch: Watch,
    say: Callable[[str], None],
) -> Timed:
    """The survey, the rounds and the throughput; which pages were timed, in wall milliseconds."""
    with CoresProbe() as probe:
        for processes in {1, probe.width}:
            log(Probed(probe.take(processes)))
        seen = _survey_all(subjects, corpus, log, watch)
        timed = {
            (one.system, one.page): one.wall_ns / 1e6
            for one in seen
            if one.outcome in ANSWERS and one.wall_ns
        }
        say(_forecast(timed.values(), subjects, protocol))
        take_rounds(subjects, corpus.pages, timed, protocol.repeats, protocol.seed, log, watch)
        for processes in {1, probe.width}:
            log(Probed(probe.take(processes)))
    if protocol.processes > 1:
        costs: dict[int, dict[int, float]] = {}
        for (system, page), wall in timed.items():
            costs.setdefault(system, {})[page] = wall
        take_passes(subjects, corpus.pages, costs, protocol.processes, protocol.seed, log, watch)
    return timed


def _survey_all(
    subjects: Sequence[Subject], corpus: Corpus, log: Callable[[Event], None], watch: Watch
) -> list[Surveyed]:
    watch.begin("first pass", len(subjects) * len(corpus.pages))
    try:
        each = partial(survey, pages=corpus.pages, log=log, watch=watch)
        return [seen for subject in subjects for seen in each(subject)]
    finally:
        watch.end()


def _forecast(
    milliseconds: Iterable[float], subjects: Sequence[Subject], protocol: Protocol
) -> str:
    """How long it will take, said once where no progress line is drawn."""
    start = sum((one.import_ms or 0) / 1000 + WARM_SECONDS for one in subjects)
    seconds = (sum(milliseconds) / 1000 + start) * protocol.repeats
    if protocol.processes > 1:
        seconds += PASSES * (SECONDS * len(subjects) + start)
    told = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
    return f"This will take about {told}, up to twice that where others disturb the machine."
